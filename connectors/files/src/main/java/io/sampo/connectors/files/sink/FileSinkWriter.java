/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.sink;

import io.sampo.connectors.files.ErrorPolicy;
import io.sampo.connectors.files.format.Encoder;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileOutput;
import io.sampo.core.metric.Counter;
import io.sampo.core.time.Clock;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SinkContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the parts of one subtask, one open part for each bucket. Confined to its thread. */
final class FileSinkWriter<T> implements PreCommittingWriter<T, FileCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(FileSinkWriter.class);
    private static final long LOG_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final OutputDirectory directory;
    private final PartNames names;
    private final Encoder<T> encoder;
    private final FileSinkOptions<T> options;
    private final Clock clock;
    private final Counter skipped;
    private final ByteArrayOutputStream scratch = new ByteArrayOutputStream();

    /** The part written last is the youngest. */
    private final Map<String, PartFile> open = new LinkedHashMap<>(16, 0.75f, true);

    private final List<PartFile.Complete> complete = new ArrayList<>();
    private long nextNumber;
    private String lastBucket = "";
    private @Nullable PartFile lastPart;
    private boolean logged;
    private long loggedNanos;

    FileSinkWriter(
            OutputDirectory directory,
            PartNames names,
            Encoder<T> encoder,
            FileSinkOptions<T> options,
            SinkContext context) {
        this.directory = directory;
        this.names = names;
        this.encoder = encoder;
        this.options = options;
        clock = context.clock();
        skipped = context.metrics().counter("recordsSkipped");
    }

    @Override
    public void write(T record, long timestamp) throws Exception {
        scratch.reset();
        try {
            encoder.encode(record, scratch);
        } catch (StreamException fatal) {
            throw fatal;
        } catch (Exception cause) {
            unwritable(cause);
            return;
        }
        BucketFunction<T> buckets = options.buckets();
        String bucket = buckets == null ? "" : buckets.bucketOf(record, timestamp);
        PartFile part = lastPart;
        if (part == null || !bucket.equals(lastBucket)) {
            part = partOf(bucket);
            lastBucket = bucket;
            lastPart = part;
        }
        part.write(scratch);
        if (part.length() >= options.rollBytes()) {
            open.remove(bucket);
            complete(part);
        }
    }

    private PartFile partOf(String bucket) throws Exception {
        PartFile part = open.get(bucket);
        if (part == null) {
            if (open.size() >= options.maxOpenParts()) {
                Iterator<PartFile> oldest = open.values().iterator();
                PartFile given = oldest.next();
                oldest.remove();
                complete(given);
            }
            part = begin(directory.bucket(bucket));
            open.put(bucket, part);
        }
        return part;
    }

    private PartFile begin(Path bucket) throws Exception {
        Path path;
        FileOutput file = null;
        do {
            path = bucket.resolve(names.hidden(nextNumber++));
            file = createUnlessThere(path);
        } while (file == null);
        PartFile part = new PartFile(bucket, path, file, options.compressed());
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        encoder.begin(head);
        if (head.size() > 0) {
            part.write(head);
        }
        return part;
    }

    /**
     * A run that was killed, and that knew nothing of this one's attempts, can have left its parts.
     */
    private @Nullable FileOutput createUnlessThere(Path path) {
        try {
            return directory.store().create(path);
        } catch (StreamException failure) {
            if (failure.getCause() instanceof FileAlreadyExistsException) {
                return null;
            }
            throw failure;
        }
    }

    private void complete(PartFile part) throws IOException {
        lastPart = null;
        complete.add(part.complete());
    }

    private void unwritable(Exception cause) {
        if (options.policy() instanceof ErrorPolicy.Fail) {
            throw new StreamException(
                    ErrorCode.BAD_RECORD,
                    "A record cannot be written: directory="
                            + directory.path()
                            + " reason=["
                            + cause.getMessage()
                            + "]. Correct the records before the sink, or skip such records with"
                            + " FileSink.onUnwritable.",
                    cause);
        }
        skipped.increment();
        long now = clock.nanoTime();
        if (!logged || now - loggedNanos >= LOG_PAUSE_NANOS) {
            logged = true;
            loggedNanos = now;
            LOG.warn(
                    "Skipped a record that cannot be written: directory={} reason=[{}]"
                            + " skippedSoFar={}",
                    directory.path(),
                    cause.getMessage(),
                    skipped.value());
        }
    }

    /** Closes all parts: none that is open outlives a barrier. */
    @Override
    public void flush(boolean endOfInput) throws Exception {
        for (Iterator<PartFile> parts = open.values().iterator(); parts.hasNext(); ) {
            PartFile part = parts.next();
            complete(part);
            parts.remove();
        }
    }

    @Override
    public Collection<FileCommittable> prepareCommit(long checkpointId) {
        List<FileCommittable> committables = new ArrayList<>();
        Set<Path> buckets = new LinkedHashSet<>();
        for (PartFile.Complete part : complete) {
            buckets.add(part.bucket());
            String target = names.finished(checkpointId, committables.size());
            committables.add(
                    new FileCommittable(
                            part.path().toString(),
                            part.bucket().resolve(target).toString(),
                            part.length(),
                            part.checksum(),
                            names.attempt()));
        }
        directory.sync(buckets);
        complete.clear();
        return committables;
    }

    /** Deletes what no checkpoint knows. */
    @Override
    public void close() {
        for (PartFile part : open.values()) {
            try {
                part.abandon();
            } catch (IOException | StreamException failure) {
                LOG.debug("Closing a part failed: path={}", part.path(), failure);
            }
            delete(part.path());
        }
        open.clear();
        complete.forEach(part -> delete(part.path()));
        complete.clear();
    }

    private void delete(Path path) {
        try {
            directory.store().delete(path);
        } catch (StreamException failure) {
            LOG.debug("Deleting a part failed: path={}", path, failure);
        }
    }
}
