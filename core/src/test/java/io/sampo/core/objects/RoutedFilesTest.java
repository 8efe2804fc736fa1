/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.Locations;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutedFilesTest {
    @TempDir Path directory = Path.of("");
    private final FileStore files = new RoutedFiles(FileStore.local(), ConfigFactory.empty());

    @Test
    void filesOfThisMachineAreAsBefore() {
        files.writeAtomically(directory.resolve("a"), new byte[] {1});

        assertThat(files.tryLink(directory.resolve("a"), directory.resolve("b"))).isTrue();
        assertThat(files.list(directory))
                .containsExactly(directory.resolve("a"), directory.resolve("b"));
    }

    @Test
    void aStorageThatNobodyKnowsIsSaid() {
        assertThatThrownBy(() -> files.list(Locations.of("s3://bucket/a")))
                .hasMessageContaining("address=s3://bucket/a")
                .hasMessageContaining("sampo-storage-s3")
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.INVALID_SETTING);
        assertThatThrownBy(
                        () -> files.tryLink(directory.resolve("a"), Locations.of("gs://bucket/a")))
                .hasMessageContaining("address=gs://bucket/a");
    }
}
