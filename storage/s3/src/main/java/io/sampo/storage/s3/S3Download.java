/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.storage.s3;

import io.sampo.core.io.ObjectPath;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object while it is read. If the connection breaks it goes on from where it was, as long as
 * that brings it further.
 */
final class S3Download extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(S3Download.class);

    private final S3Client client;
    private final S3Settings settings;
    private final ObjectPath object;
    private final String tag;
    private final long length;
    private ResponseInputStream<GetObjectResponse> in;
    private long position;

    /** Opens it; fails as a request does. */
    S3Download(S3Client client, S3Settings settings, ObjectPath object) {
        this.client = client;
        this.settings = settings;
        this.object = object;
        in = client.getObject(what -> what.bucket(object.bucket()).key(object.key()));
        tag = in.response().eTag();
        length = in.response().contentLength();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        if (count == 0) {
            return 0;
        }
        for (int failures = 0; ; failures++) {
            try {
                if (failures > 0) {
                    goOn();
                }
                return readOnce(target, offset, count);
            } catch (SdkException afterAllAttempts) {
                throw S3Failures.of("read", object, settings, afterAllAttempts);
            } catch (IOException failure) {
                if (failures + 1 >= settings.attempts()) {
                    throw S3Failures.of("read", object, settings, failure);
                }
                LOG.debug("Reading goes on: object={} position={}", object, position, failure);
            }
        }
    }

    private int readOnce(byte[] target, int offset, int count) throws IOException {
        if (position == length) {
            return -1;
        }
        int got = in.read(target, offset, count);
        if (got < 0) {
            throw new EOFException("It ends at " + position + " of " + length + " bytes");
        }
        position += got;
        return got;
    }

    private void goOn() {
        in.abort();
        in =
                client.getObject(
                        what ->
                                what.bucket(object.bucket())
                                        .key(object.key())
                                        .range("bytes=" + position + "-")
                                        .ifMatch(tag));
    }

    /** What nobody wants to read need not come. */
    @Override
    public void close() throws IOException {
        if (position < length) {
            in.abort();
        } else {
            in.close();
        }
    }
}
