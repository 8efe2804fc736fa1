/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.storage.s3;

import io.sampo.core.io.ObjectPath;
import io.sampo.core.objects.ObjectStore;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An object while it is put in parts. */
final class S3Upload implements ObjectStore.Upload {
    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);
    private static final String BYTES = "application/octet-stream";

    private final S3Client client;
    private final S3Settings settings;
    private final ObjectPath object;
    private final String id;
    private final List<CompletedPart> parts = new ArrayList<>();
    private long length;
    private boolean ended;

    /** Begins it; fails as a request does. */
    S3Upload(S3Client client, S3Settings settings, ObjectPath object) {
        this.client = client;
        this.settings = settings;
        this.object = object;
        id =
                client.createMultipartUpload(to -> to.bucket(object.bucket()).key(object.key()))
                        .uploadId();
    }

    @Override
    public void add(byte[] content, int count) {
        int number = parts.size() + 1;
        RequestBody body =
                RequestBody.fromContentProvider(
                        () -> new ByteArrayInputStream(content, 0, count), count, BYTES);
        try {
            String tag =
                    client.uploadPart(
                                    to ->
                                            to.bucket(object.bucket())
                                                    .key(object.key())
                                                    .uploadId(id)
                                                    .partNumber(number),
                                    body)
                            .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            length += count;
        } catch (SdkException failure) {
            throw S3Failures.of("write part " + number, object, settings, failure);
        }
    }

    @Override
    public void complete() {
        try {
            client.completeMultipartUpload(
                    to ->
                            to.bucket(object.bucket())
                                    .key(object.key())
                                    .uploadId(id)
                                    .multipartUpload(all -> all.parts(parts)));
        } catch (SdkException failure) {
            if (!isComplete(failure)) {
                throw S3Failures.of("put together", object, settings, failure);
            }
        }
        ended = true;
    }

    /** If the answer to an attempt was lost, the next one finds no upload any more. */
    private boolean isComplete(SdkException failure) {
        if (!S3Failures.has(failure, "NoSuchUpload")) {
            return false;
        }
        try {
            return client.headObject(what -> what.bucket(object.bucket()).key(object.key()))
                            .contentLength()
                    == length;
        } catch (SdkException alsoFailed) {
            failure.addSuppressed(alsoFailed);
            return false;
        }
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            client.abortMultipartUpload(
                    what -> what.bucket(object.bucket()).key(object.key()).uploadId(id));
        } catch (SdkException failure) {
            LOG.warn(
                    "Parts of an object that is not put together are left over: object={}"
                            + " upload={} {}",
                    object,
                    id,
                    failure.getMessage());
        }
    }
}
