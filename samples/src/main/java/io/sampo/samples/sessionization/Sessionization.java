/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.sessionization;

import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.job.ProgramOption;
import io.sampo.operators.job.StreamProgram;
import io.sampo.operators.stream.CollectedRecords;
import io.sampo.operators.stream.StreamEnvironment;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** {@code sampo run sessionization}. */
public final class Sessionization implements StreamProgram {
    private static final String NAME = "sessionization";
    private static final String CLICKS = "--clicks";
    private static final String SEED = "--seed";
    private static final String PARALLELISM = "--parallelism";
    private static final int DEFAULT_CLICKS = 200_000;
    private static final int SHOWN = 5;

    /** Created by the launcher. */
    public Sessionization() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Sessions of users from clicks out of order; late clicks correct what was emitted.";
    }

    @Override
    public List<ProgramOption> options() {
        return List.of(
                ProgramOption.valued(CLICKS, "N", "how many clicks; default: 200000"),
                ProgramOption.valued(SEED, "N", "for other clicks; default: 0"),
                ProgramOption.valued(PARALLELISM, "N", "subtasks; default: one for each core"));
    }

    @Override
    public void run(ProgramArguments arguments) throws Exception {
        int clicks = arguments.number(CLICKS, 1).orElse(DEFAULT_CLICKS);
        int seed = arguments.number(SEED, 0).orElse(0);
        StreamEnvironment environment = StreamEnvironment.local();
        arguments.number(PARALLELISM, 1).ifPresent(environment::setParallelism);
        LastWord lastWord = new LastWord();
        try (CollectedRecords<Session> sessions =
                SessionizationJob.build(environment, seed, clicks).collectAsync(NAME)) {
            sessions.forEachRemaining(lastWord::take);
        }
        print(clicks, lastWord, System.out);
    }

    private static void print(int clicks, LastWord lastWord, PrintStream out) {
        List<Session> sessions = lastWord.sessions();
        out.printf(
                "%s: %,d clicks, %,d sessions; %,d were corrected by late clicks%n%n",
                NAME, clicks, sessions.size(), lastWord.replaced());
        out.printf("The longest:%n%n%-10s %-22s %8s %7s%n", "user", "from", "minutes", "clicks");
        sessions.stream()
                .sorted(Comparator.comparingLong(Sessionization::lengthMillis).reversed())
                .limit(SHOWN)
                .forEach(
                        session ->
                                out.printf(
                                        "%-10s %-22s %8d %7d%n",
                                        session.user(),
                                        Instant.ofEpochMilli(session.startMillis()),
                                        Duration.ofMillis(lengthMillis(session)).toMinutes(),
                                        session.clicks()));
    }

    private static long lengthMillis(Session session) {
        return session.endMillis() - session.startMillis();
    }
}
