/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.state.backend.NamespaceType;

/**
 * A stretch of time in what is kept of one stream.
 *
 * @param left whether of the left stream
 * @param index the number of the stretch, that which begins at time 0 being 0
 */
record JoinBucket(boolean left, long index) {
    /** The namespaces for stretches of one length, by which they are told from others. */
    record Type(long millis) implements NamespaceType<JoinBucket> {
        @Override
        public String name() {
            return "join-bucket-" + millis + "ms";
        }

        @Override
        public void write(JoinBucket bucket, BinaryOutput target) {
            target.writeByte(bucket.left ? 0 : 1);
            target.writeLong(bucket.index);
        }

        @Override
        public JoinBucket read(BinaryInput source) {
            boolean left = source.readByte() == 0;
            return new JoinBucket(left, source.readLong());
        }
    }
}
