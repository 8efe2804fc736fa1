/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.storage.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * An S3 server on a free port of 127.0.0.1, with one bucket, that wants signed requests. Its
 * objects are files below a directory: what was stored is there for the next server.
 */
public final class S3Server implements AutoCloseable {
    /** The bucket. */
    public static final String BUCKET = "sampo-test";

    private static final String ACCESS_KEY = "test-key";
    private static final String SECRET = "test-secret";

    private final S3Proxy server;

    private S3Server(S3Proxy server) {
        this.server = server;
    }

    /**
     * Starts a server.
     *
     * @param directory made if it is missing
     * @throws IllegalStateException if it does not start
     */
    public static S3Server start(Path directory) {
        try {
            Files.createDirectories(directory.resolve(BUCKET));
            S3Proxy server =
                    S3Proxy.builder()
                            .blobStore(new FilesystemNio2BlobStore(directory.toString()))
                            .endpoint(URI.create("http://127.0.0.1:0"))
                            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET)
                            .ignoreUnknownHeaders(true)
                            .build();
            server.start();
            return new S3Server(server);
        } catch (IOException failure) {
            throw new IllegalStateException("No directory for objects: " + directory, failure);
        } catch (Exception failure) {
            throw new IllegalStateException("The S3 server does not start: " + failure, failure);
        }
    }

    /** Returns where it listens. */
    public int port() {
        return server.getPort();
    }

    /**
     * Returns the settings by which it is reached, by their paths.
     *
     * @param port its own, or that of something in front of it
     */
    public static Map<String, String> settings(int port) {
        return Map.of(
                "sampo.storage.s3.endpoint",
                "http://127.0.0.1:" + port,
                "sampo.storage.s3.path-style",
                "on",
                "sampo.storage.s3.access-key",
                ACCESS_KEY,
                "sampo.storage.s3.secret",
                SECRET);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("The S3 server does not stop: " + failure, failure);
        }
    }
}
