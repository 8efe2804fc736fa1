/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.objects;

import com.typesafe.config.Config;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.ForwardingFileStore;
import io.sampo.core.io.ObjectPath;
import io.sampo.core.settings.SettingsReader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files of a machine and the objects of all storages whose modules are on the class path, each
 * by its path. A storage is opened with the first path that leads there.
 */
public final class RoutedFiles extends ForwardingFileStore implements AutoCloseable {
    private final FileStore local;
    private final Config root;
    private final Map<String, ObjectFiles> storages = new ConcurrentHashMap<>();

    /**
     * Creates files that are {@code local} or objects.
     *
     * @param root the whole configuration, which says how storages are reached
     */
    public RoutedFiles(FileStore local, Config root) {
        this.local = local;
        this.root = root;
    }

    /** Returns what reads the sections of all storages, by path. */
    public static Map<String, Function<SettingsReader, ?>> settingsReaders() {
        Map<String, Function<SettingsReader, ?>> readers = new TreeMap<>();
        providers().values().forEach(each -> readers.put(each.settingsPath(), each::readSettings));
        return readers;
    }

    private static Map<String, ObjectStoreProvider> providers() {
        Map<String, ObjectStoreProvider> providers = new TreeMap<>();
        // Not the job's loader: what connects with the node's credentials is the node's.
        ServiceLoader.load(ObjectStoreProvider.class, RoutedFiles.class.getClassLoader())
                .forEach(each -> providers.put(each.scheme(), each));
        return providers;
    }

    @Override
    protected FileStore of(Path path) {
        return path instanceof ObjectPath object
                ? storages.computeIfAbsent(object.scheme(), scheme -> open(scheme, path))
                : local;
    }

    private ObjectFiles open(String scheme, Path path) {
        Map<String, ObjectStoreProvider> providers = providers();
        ObjectStoreProvider provider = providers.get(scheme);
        if (provider == null) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "No module on the class path knows such a storage: address="
                            + path
                            + " known="
                            + providers.keySet()
                            + ". Add the module (sampo-storage-s3 for s3://), or name a directory.");
        }
        return new ObjectFiles(provider.open(root));
    }

    @Override
    public void move(Path source, Path target) {
        FileStore from = of(source);
        if (from != of(target)) {
            throw new IllegalArgumentException(
                    "Nothing is moved between storages: source=" + source + " target=" + target);
        }
        from.move(source, target);
    }

    @Override
    public void copy(Path source, Path target) {
        FileStore from = of(source);
        FileStore to = of(target);
        if (from == to) {
            from.copy(source, target);
        } else {
            ObjectFiles.copy(from, source, to, target);
        }
    }

    @Override
    public boolean tryLink(Path source, Path target) {
        FileStore from = of(source);
        return from == of(target) && from.tryLink(source, target);
    }

    @Override
    public void deleteAll(Collection<Path> files) {
        Map<FileStore, List<Path>> byStore =
                files.stream().collect(Collectors.groupingBy(this::of));
        byStore.forEach(FileStore::deleteAll);
    }

    /** Closes the clients of all storages; files of the machine need none. */
    @Override
    public void close() {
        storages.values().forEach(ObjectFiles::close);
        storages.clear();
    }
}
