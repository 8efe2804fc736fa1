/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.source.internal.CollectionEnumerator;
import io.sampo.operators.source.internal.CollectionReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a collection, as they are when the source is made. With several subtasks each
 * reads neighbouring elements. The elements have no timestamps of their own.
 *
 * @param <T> type of the elements
 */
public final class CollectionSource<T>
        implements Source<T, CollectionSplit, List<CollectionSplit>> {
    private static final long serialVersionUID = 1L;

    /** Serialized as state is, so that each subtask has elements of its own. */
    private final byte[] bytes;

    /** Where each element begins. */
    private final int[] starts;

    private CollectionSource(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
    }

    /**
     * Copies the elements.
     *
     * @throws StreamException with {@code NOT_SERIALIZABLE} if they cannot be records, {@code
     *     INVALID_PROGRAM} if one is null
     */
    public static <T> CollectionSource<T> of(Collection<? extends T> elements) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ValueSerializer<T> serializer =
                new ForySerializationFactory(
                                loader == null ? CollectionSource.class.getClassLoader() : loader)
                        .create()
                        .forState(TypeInfo.unknown(), "elements of a collection");
        BinaryOutput target = new BinaryOutput();
        int[] starts = new int[elements.size()];
        int index = 0;
        for (T element : elements) {
            if (element == null) {
                throw new StreamException(
                        ErrorCode.INVALID_PROGRAM,
                        "An element of the collection is null: index="
                                + index
                                + ". Leave it out; records are never null.");
            }
            starts[index++] = target.length();
            serializer.write(element, target);
        }
        return new CollectionSource<>(target.toByteArray(), starts);
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public SplitEnumerator<CollectionSplit, List<CollectionSplit>> createEnumerator(
            SplitEnumeratorContext<CollectionSplit> context,
            @Nullable List<CollectionSplit> restored) {
        return new CollectionEnumerator(
                context, restored == null ? splits(context.parallelism()) : restored);
    }

    private List<CollectionSplit> splits(int count) {
        List<CollectionSplit> splits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = (int) ((long) starts.length * i / count);
            int end = (int) ((long) starts.length * (i + 1) / count);
            if (first < end) {
                splits.add(new CollectionSplit(first, first, end));
            }
        }
        return splits;
    }

    @Override
    public SourceReader<T, CollectionSplit> createReader(SourceReaderContext context) {
        return new CollectionReader<>(bytes, starts, context);
    }
}
