/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.ControlElement;
import io.sampo.core.element.EndOfInput;
import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import org.jspecify.annotations.Nullable;

/** Control elements as bytes. The kind stands at the head of the frame, the rest at its end. */
final class ControlCodec {
    private static final int NONE = 0;
    private static final int WATERMARK = 1;
    private static final int ACTIVE = 2;
    private static final int IDLE = 3;
    private static final int END = 4;
    private static final int BARRIER = 5;

    private ControlCodec() {}

    /** Returns a number below 16. */
    static int kindOf(@Nullable ControlElement element) {
        if (element == null) {
            return NONE;
        } else if (element instanceof Watermark) {
            return WATERMARK;
        } else if (element instanceof WatermarkStatus status) {
            return status == WatermarkStatus.ACTIVE ? ACTIVE : IDLE;
        } else if (element instanceof CheckpointBarrier) {
            return BARRIER;
        }
        return END;
    }

    static void write(ControlElement element, BinaryOutput target) {
        if (element instanceof Watermark watermark) {
            target.writeLong(watermark.timestamp());
        } else if (element instanceof CheckpointBarrier barrier) {
            target.writeLong(barrier.checkpointId());
            target.writeLong(barrier.triggerMillis());
            target.writeByte(codeOf(barrier.kind()));
        }
    }

    static @Nullable ControlElement read(int kind, BinaryInput source) {
        return switch (kind) {
            case NONE -> null;
            case WATERMARK -> new Watermark(source.readLong());
            case ACTIVE -> WatermarkStatus.ACTIVE;
            case IDLE -> WatermarkStatus.IDLE;
            case END -> EndOfInput.INSTANCE;
            case BARRIER ->
                    new CheckpointBarrier(
                            source.readLong(), source.readLong(), barrierKind(source.readByte()));
            default -> throw unknown("control element", kind);
        };
    }

    private static int codeOf(CheckpointBarrier.Kind kind) {
        return switch (kind) {
            case CHECKPOINT -> 1;
            case SAVEPOINT -> 2;
            case STOP -> 3;
            case DRAIN -> 4;
        };
    }

    private static CheckpointBarrier.Kind barrierKind(int code) {
        return switch (code) {
            case 1 -> CheckpointBarrier.Kind.CHECKPOINT;
            case 2 -> CheckpointBarrier.Kind.SAVEPOINT;
            case 3 -> CheckpointBarrier.Kind.STOP;
            case 4 -> CheckpointBarrier.Kind.DRAIN;
            default -> throw unknown("barrier", code);
        };
    }

    private static StreamException unknown(String what, int kind) {
        return new StreamException(
                ErrorCode.STATE_INCOMPATIBLE, "an unknown kind of " + what + ": kind=" + kind);
    }
}
