/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.Env;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.StringAppendOperator;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory of all stores of a process: one cache of blocks with a limit, to which write
 * buffers are charged, too. Indexes and filters are blocks like others.
 */
final class RocksMemory implements AutoCloseable {
    private static final int BLOOM_BITS = 10;

    /**
     * Part of a write buffer that says which keys are not in it. Most rows that are looked for are
     * not: what was written lately is in the cache of objects. Without it, reading and changing
     * each of a million keys in turn was measured to take an eighth more of the processor.
     */
    private static final double WRITE_BUFFER_BLOOM_SHARE = 0.02;

    /**
     * Whether to read a block fails when all memory is in use, say by write buffers that wait for a
     * slow disk. A job that cannot read its state is worse off than one that takes for a moment the
     * few blocks more that it reads.
     */
    private static final boolean EXACT = false;

    private static final int LEVELS = 7;
    private static final long MIN_SHARD_BYTES = 4 << 20;
    private static final int MAX_SHARD_BITS = 4;
    private static final double INDEX_SHARE = 0.2;
    private static final long MANIFEST_PREALLOCATION = 32 << 10;
    private static final int WRITE_BUFFERS_IN_LIMIT = 4;
    private static final long MIN_WRITE_BUFFER_BYTES = 64 << 10;
    private static final long MIN_FILE_BYTES = 1 << 20;
    private static final int FILES_IN_LEVEL_BASE = 4;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter filter;
    private final StringAppendOperator append;
    private final long writeBufferBytes;
    private final int backgroundThreads;

    RocksMemory(RocksSettings settings, long bytes) {
        long forWriting = (long) (bytes * settings.writeBufferShare());
        cache = new LRUCache(bytes, shardBits(bytes), EXACT, INDEX_SHARE);
        writeBuffers = new WriteBufferManager(forWriting, cache);
        filter = new BloomFilter(BLOOM_BITS);
        // an empty delimiter: the elements of a list tell their own length
        append = new StringAppendOperator("");
        writeBufferBytes =
                Math.max(
                        MIN_WRITE_BUFFER_BYTES,
                        Math.min(
                                settings.maxWriteBufferBytes(),
                                forWriting / WRITE_BUFFERS_IN_LIMIT));
        backgroundThreads = settings.backgroundThreads();
        Env env = Env.getDefault();
        env.setBackgroundThreads(backgroundThreads, Priority.LOW);
        env.setBackgroundThreads(1, Priority.HIGH);
    }

    /** Returns the options of one store; the caller closes them after the store. */
    Options options(boolean create) {
        BlockBasedTableConfig table =
                new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setFilterPolicy(filter);
        long fileBytes = Math.max(MIN_FILE_BYTES, writeBufferBytes);
        return new Options()
                .setCreateIfMissing(create)
                .setWriteBufferManager(writeBuffers)
                .setWriteBufferSize(writeBufferBytes)
                .setMaxWriteBufferNumber(2)
                .setMemtableWholeKeyFiltering(true)
                .setMemtablePrefixBloomSizeRatio(WRITE_BUFFER_BLOOM_SHARE)
                .setTargetFileSizeBase(fileBytes)
                .setMaxBytesForLevelBase(fileBytes * FILES_IN_LEVEL_BASE)
                .setTableFormatConfig(table)
                .setMergeOperator(append)
                .setCompressionPerLevel(compression())
                .setAllowConcurrentMemtableWrite(false)
                .setAvoidFlushDuringShutdown(true)
                .setAvoidUnnecessaryBlockingIO(true)
                .setMaxBackgroundJobs(backgroundThreads + 1)
                .setMaxOpenFiles(-1)
                .setManifestPreallocationSize(MANIFEST_PREALLOCATION)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(1);
    }

    /** Returns how much native memory is in use. */
    long usedBytes() {
        return cache.getUsage();
    }

    /** The newest levels are rewritten soon; to compress them costs more than it saves. */
    private static List<CompressionType> compression() {
        List<CompressionType> levels =
                new ArrayList<>(Collections.nCopies(LEVELS, CompressionType.LZ4_COMPRESSION));
        levels.set(0, CompressionType.NO_COMPRESSION);
        levels.set(1, CompressionType.NO_COMPRESSION);
        return levels;
    }

    /** Many small shards would run into the limit one by one. */
    private static int shardBits(long bytes) {
        int bits = 0;
        while (bits < MAX_SHARD_BITS && bytes >> (bits + 1) >= MIN_SHARD_BYTES) {
            bits++;
        }
        return bits;
    }

    @Override
    public void close() {
        writeBuffers.close();
        append.close();
        filter.close();
        cache.close();
    }
}
