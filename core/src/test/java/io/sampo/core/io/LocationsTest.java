/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocationsTest {
    @Test
    void whatIsNoAddressIsAFile() {
        for (String text : new String[] {"a/b", "/a/b", "C:/a", "s3:/bucket/a", ""}) {
            assertThat(Locations.of(text)).isEqualTo(Path.of(text));
            assertThat(Locations.isLocal(Locations.of(text))).isTrue();
        }
    }

    @Test
    void addressesAreReadAndWritten() {
        ObjectPath path = (ObjectPath) Locations.of("s3://bucket/a//b c/");

        assertThat(path.scheme()).isEqualTo("s3");
        assertThat(path.bucket()).isEqualTo("bucket");
        assertThat(path.key()).isEqualTo("a/b c");
        assertThat(path.toString()).isEqualTo("s3://bucket/a/b c");
        assertThat(Locations.of(path.toString())).isEqualTo(path).hasSameHashCodeAs(path);
        assertThat(Locations.of("s3://bucket").toString()).isEqualTo("s3://bucket/");
        assertThat(Locations.isLocal(path)).isFalse();
        assertThatThrownBy(() -> Locations.of("s3:///a"))
                .isInstanceOf(InvalidPathException.class)
                .hasMessageContaining("bucket");
    }

    @Test
    void pathsOfObjectsAreLikeThoseOfFiles() {
        for (String name : new String[] {"/", "/a", "/a/b/c", "/a/../b/./c", "/../a", "/b/a/x"}) {
            Path file = Path.of(name);
            Path object = Locations.of("s3://x" + name);
            assertThat(text(object.normalize())).isEqualTo(file.normalize().toString());
            assertThat(text(object.resolve("y/z"))).isEqualTo(file.resolve("y/z").toString());
            assertThat(text(object.getParent())).isEqualTo(text(file.getParent()));
            assertThat(text(object.getFileName())).isEqualTo(text(file.getFileName()));
            assertThat(object.getNameCount()).isEqualTo(file.getNameCount());
            for (String other : new String[] {"/a/b", "/", "/b/a/x/y"}) {
                Path there = Path.of(other);
                Path objectThere = Locations.of("s3://x" + other);
                assertThat(object.startsWith(objectThere)).isEqualTo(file.startsWith(there));
                assertThat(object.endsWith(objectThere)).isEqualTo(file.endsWith(there));
                if (!name.contains("..")) {
                    assertThat(text(object.relativize(objectThere)))
                            .isEqualTo(file.relativize(there).toString());
                }
            }
        }
    }

    private static String text(Path path) {
        String text = String.valueOf(path);
        return text.startsWith("s3://x") ? text.substring("s3://x".length()) : text;
    }

    @Test
    void pathsOfTwoBucketsAreNotTheSame() {
        assertThat(Locations.of("s3://a/x")).isNotEqualTo(Locations.of("s3://b/x"));
        assertThat(Locations.of("s3://a/x")).isNotEqualTo(Locations.of("gs://a/x"));
        assertThat(Locations.of("s3://a/x").startsWith(Locations.of("s3://b/"))).isFalse();
    }

    @Test
    void whoTakesAnObjectForAFileIsToldSo() {
        assertThatThrownBy(() -> Files.exists(Locations.of("s3://a/x")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("FileStore");
        assertThatThrownBy(() -> Files.readAllBytes(Locations.of("s3://a/x")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Locations.of("s3://a/x").toFile())
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
