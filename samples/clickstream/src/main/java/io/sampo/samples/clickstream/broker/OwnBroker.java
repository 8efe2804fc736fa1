/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream.broker;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Kafka broker in a child process, with its data in a temporary directory. It ends with {@link
 * #close}, or with this process however that ends, and its data with it.
 */
public final class OwnBroker implements AutoCloseable {
    private static final String ERRORS = "errors";
    private static final int PATIENCE_SECONDS = 20;

    /** Quick to start, and small. */
    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Process process;
    private final Path directory;

    private OwnBroker(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Starts a broker; does not wait until it is ready. */
    public static OwnBroker start() throws IOException {
        Path directory = Files.createTempDirectory("sampo-broker");
        Process process =
                ChildJvm.of(OPTIONS, BrokerProcess.class, List.of(directory.toString()))
                        .redirectError(directory.resolve(ERRORS).toFile())
                        .start();
        return new OwnBroker(process, directory);
    }

    /**
     * Waits until the broker is ready, which takes some seconds. Called once.
     *
     * @return the address to bootstrap from
     * @throws StreamException with {@code EXTERNAL_IO} if it does not start, with what it said
     */
    public String awaitAddress() throws IOException {
        // Left open: more than this line is never written.
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String address = lines.readLine();
        if (address == null) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "The sample's own broker did not start; --bootstrap takes another one. It said: "
                            + Files.readString(directory.resolve(ERRORS)).strip());
        }
        return address;
    }

    /** Returns its temporary directory: what else is put there is deleted with its data. */
    public Path directory() {
        return directory;
    }

    /** Stops the broker and deletes its data; does nothing the second time. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException gone) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        FileStore.local().deleteRecursively(directory);
    }
}
