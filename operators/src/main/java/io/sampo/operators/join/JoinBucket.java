/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.state.backend.NamespaceType;

/**
 * A stretch of time in what is kept of one stream. Records that are shown if they meet nobody, and
 * have met nobody yet, are apart from the others.
 *
 * @param left whether of the left stream
 * @param waiting whether its records have met nobody yet, and are shown if that stays so
 * @param index the number of the stretch, that which begins at time 0 being 0
 */
record JoinBucket(boolean left, boolean waiting, long index) {
    private static final int RIGHT = 1;
    private static final int WAITING = 2;

    /** The namespaces for stretches of one length and joins of one kind. */
    record Type(long millis, JoinKind kind) implements NamespaceType<JoinBucket> {
        @Override
        public String name() {
            String length = "join-bucket-" + millis + "ms";
            return kind == JoinKind.INNER ? length : length + "-" + kind;
        }

        @Override
        public void write(JoinBucket bucket, BinaryOutput target) {
            target.writeByte((bucket.left ? 0 : RIGHT) | (bucket.waiting ? WAITING : 0));
            target.writeLong(bucket.index);
        }

        @Override
        public JoinBucket read(BinaryInput source) {
            int flags = source.readByte();
            return new JoinBucket((flags & RIGHT) == 0, (flags & WAITING) != 0, source.readLong());
        }
    }
}
