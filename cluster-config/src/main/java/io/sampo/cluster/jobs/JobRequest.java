/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.Locale;

/**
 * Something that the directory of jobs is to do, for people: what they are told, and can do, if
 * nobody says whether it was done.
 *
 * @param job the job that it is done with
 */
record JobRequest(Kind kind, String job) {
    /** What is to be done. */
    enum Kind {
        SUBMIT,
        RESCALE,
        CANCEL,
        SAVEPOINT,
        STOP,
        DRAIN
    }

    /** Whether it comes to the same if it is done twice. */
    boolean isHarmlessTwice() {
        return kind == Kind.CANCEL;
    }

    /** Who was asked is not there any more. */
    StreamException moved() {
        return unanswered(
                "The directory of jobs has moved to another node, or begun anew, since it was"
                        + " asked: "
                        + this
                        + ". "
                        + afterMove());
    }

    /** Somebody is there, of whom nobody can say whether he is who was asked. */
    StreamException maybeNotHeard() {
        return unanswered(
                "It is not known whether the request has reached the directory of jobs, which may"
                        + " have moved to another node meanwhile: "
                        + this
                        + ". "
                        + afterMove());
    }

    /** What to do where the next directory knows nothing of the request. */
    private String afterMove() {
        return kind == Kind.SAVEPOINT
                ? whereItWouldBe() + " If it is not there, ask again."
                : "Whether that was done sampo status " + job + " tells; if not, ask again.";
    }

    /** What to do where nothing is heard. */
    String afterSilence() {
        return kind == Kind.SAVEPOINT
                ? whereItWouldBe()
                : "It may have been carried out; see sampo status " + job + ".";
    }

    /** No directory of jobs remembers savepoints that are over. */
    private String whereItWouldBe() {
        return "The savepoint may have been taken: then it is a directory savepoint-* with a"
                + " metadata.json below the job's checkpoint directory, "
                + job
                + " in its sampo.checkpoint.dir.";
    }

    private static StreamException unanswered(String message) {
        return new StreamException(ErrorCode.EXTERNAL_IO, message);
    }

    @Override
    public String toString() {
        return "request=" + kind.name().toLowerCase(Locale.ROOT) + " job=" + job;
    }
}
