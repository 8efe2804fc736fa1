/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.micro;

import com.typesafe.config.ConfigFactory;
import io.sampo.benchmarks.workload.KeyState;
import io.sampo.benchmarks.workload.Mix;
import io.sampo.benchmarks.workload.StateOp;
import io.sampo.core.id.OperatorId;
import io.sampo.core.io.FileStore;
import io.sampo.core.time.Clock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.settings.StateBackends;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads and updates 100 bytes of state of a key drawn at random, all keys having some. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StateTableBenchmark {
    private static final int GROUPS = 128;

    /** Where the state is. */
    @Param({"heap", "rocksdb"})
    public String backend;

    /** How many keys there are. */
    @Param({"10000", "1000000"})
    public int keys;

    private final KeyType<Object> keyType = KeyType.of(Long.class);
    private StateBackend opened;
    private KeyedStateBackend<Object> keyed;
    private ValueTable<NoNamespace, KeyState> table;
    private Path directory;
    private long next;

    /** Gives each key its state. */
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("sampo-benchmark");
        opened =
                StateBackends.create(
                        ConfigFactory.parseString("sampo.state.backend=" + backend)
                                .withFallback(ConfigFactory.load()));
        BackendContext context =
                new BackendContext(
                        new OperatorId("benchmark"),
                        0,
                        1,
                        GROUPS,
                        new KeyGroupRange(0, GROUPS - 1),
                        new ForySerializationFactory(StateTableBenchmark.class.getClassLoader()),
                        new NothingToRestore(),
                        directory,
                        Runnable::run,
                        Clock.system());
        keyed = opened.open(context, List.of());
        table =
                keyed.valueTable(
                        new TableSpec<>("state", NamespaceType.NONE, TypeInfo.of(KeyState.class)));
        for (long key = 0; key < keys; key++) {
            setKey(key);
            table.put(NoNamespace.INSTANCE, KeyState.first(new StateOp(key, key), KeyState.NOTE));
        }
    }

    private void setKey(Long key) {
        keyed.setCurrentKey(key, KeyGroups.hash(keyType, key));
    }

    private static final class NothingToRestore implements SnapshotFiles {
        @Override
        public InputStream open(StateFile file) throws IOException {
            throw new IOException("Nothing is restored: " + file);
        }

        @Override
        public void fetch(StateFile file, Path target) throws IOException {
            throw new IOException("Nothing is restored: " + file);
        }
    }

    /** Closes it. */
    @TearDown
    public void close() {
        keyed.close();
        opened.close();
        FileStore.local().deleteRecursively(directory);
    }

    /** Reads and updates. */
    @Benchmark
    @SuppressWarnings("NullAway") // each key has state
    public long update() {
        long key = Mix.below(Mix.h(1, next++, 0), keys);
        setKey(key);
        KeyState now = table.get(NoNamespace.INSTANCE).plus(new StateOp(key, next));
        table.put(NoNamespace.INSTANCE, now);
        return now.count();
    }
}
