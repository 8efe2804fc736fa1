/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.testkit;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with {@link SimulatedFiles} while the power is there. */
final class SimulatedFaults {
    private final List<Break> breaks = new ArrayList<>();
    private int failures;
    private int unanswered;

    /** How many things take all space. */
    private int fillings;

    /** Lets some changes fail, after some that do not. */
    private static final class Break {
        final ErrorCode code;
        int good;
        int bad;

        Break(int good, int bad, ErrorCode code) {
            this.good = good;
            this.bad = bad;
            this.code = code;
        }
    }

    /** Returns what is wrong when the machine is up again. */
    SimulatedFaults afterPowerFailure() {
        SimulatedFaults after = new SimulatedFaults();
        after.fillings = fillings;
        return after;
    }

    void breakAfter(int good, int bad, ErrorCode code) {
        breaks.add(new Break(good, bad, code));
    }

    void mend() {
        breaks.clear();
    }

    int failures() {
        return failures;
    }

    void failAfterwards(int changes) {
        unanswered += changes;
    }

    void fill() {
        fillings++;
    }

    void free() {
        fillings--;
    }

    /** A change is about to be made. */
    void breakIfDue() {
        Break due = null;
        for (Break each : breaks) {
            if (each.good > 0) {
                each.good--;
            } else if (due == null) {
                due = each;
            }
        }
        if (due != null) {
            due.bad--;
            if (due.bad == 0) {
                breaks.remove(due);
            }
            failures++;
            throw new StreamException(due.code, "broken");
        }
    }

    /** Returns whether what is being written does not all come through. */
    boolean isCutOff() {
        return fillings > 0 || unanswered > 0;
    }

    /** Something is about to be added. */
    void takeSpace(Path path) {
        if (fillings > 0) {
            failures++;
            throw failure(ErrorCode.RESOURCE_EXHAUSTED, "finds no space left", path);
        }
    }

    /** A change has been made; whoever made it may not be told so. */
    void made(Path path) {
        if (unanswered > 0) {
            unanswered--;
            failures++;
            throw failure(ErrorCode.EXTERNAL_IO, "may have been changed", path);
        }
    }

    static StreamException failure(ErrorCode code, String what, Path file) {
        return new StreamException(code, "Simulated: path=" + file + " " + what);
    }
}
