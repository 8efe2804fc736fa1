/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoriesTest {
    @TempDir Path parent;

    @Test
    void onlyTheOwnerMayEnter() throws IOException {
        Path directory = parent.resolve("own");
        PrivateDirectories.make(directory);
        PrivateDirectories.make(directory);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void oneThatOthersCanWriteToIsRefused() throws IOException {
        Path directory = Files.createDirectory(parent.resolve("open"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused(directory);
    }

    @Test
    void aLinkAndAFileAreRefused() throws IOException {
        Path real = parent.resolve("real");
        PrivateDirectories.make(real);

        assertRefused(Files.createSymbolicLink(parent.resolve("link"), real));
        assertRefused(Files.createFile(parent.resolve("file")));
    }

    private static void assertRefused(Path directory) {
        assertThatThrownBy(() -> PrivateDirectories.make(directory))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                .hasMessageContaining(directory.toString());
    }
}
