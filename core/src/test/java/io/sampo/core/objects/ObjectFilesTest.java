/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.io.Locations;
import io.sampo.core.io.ObjectPath;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ObjectFilesTest {
    private final Requests requests = new Requests();
    private final ObjectFiles files = new ObjectFiles(requests);

    /** Each request is an errand to somewhere far away. */
    @Test
    void manyFilesAreDeletedAtOnce() {
        Path a = Locations.of("s3://bucket/a");
        Path b = Locations.of("s3://bucket/deeper/b");
        files.deleteAll(List.of(a, b));
        files.deleteAll(List.of());

        assertThat(requests.deleted).containsExactly(List.of(a, b));
    }

    /** A storage that is asked for nothing but to delete. */
    private static final class Requests implements ObjectStore {
        private final List<List<Path>> deleted = new ArrayList<>();

        @Override
        public void delete(Collection<ObjectPath> objects) {
            deleted.add(List.copyOf(objects));
        }

        @Override
        public void put(ObjectPath object, byte[] content) {
            throw new UnsupportedOperationException("put");
        }

        @Override
        public Upload begin(ObjectPath object) {
            throw new UnsupportedOperationException("begin");
        }

        @Override
        public int partBytes() {
            throw new UnsupportedOperationException("partBytes");
        }

        @Override
        public InputStream open(ObjectPath object) {
            throw new UnsupportedOperationException("open");
        }

        @Override
        public OptionalLong size(ObjectPath object) {
            throw new UnsupportedOperationException("size");
        }

        @Override
        public List<ObjectPath> children(ObjectPath directory) {
            throw new UnsupportedOperationException("children");
        }

        @Override
        public Map<ObjectPath, Long> sizes(ObjectPath directory) {
            throw new UnsupportedOperationException("sizes");
        }

        @Override
        public List<ObjectPath> below(ObjectPath directory) {
            throw new UnsupportedOperationException("below");
        }

        @Override
        public boolean isDirectory(ObjectPath directory) {
            throw new UnsupportedOperationException("isDirectory");
        }

        @Override
        public void close() {}
    }
}
