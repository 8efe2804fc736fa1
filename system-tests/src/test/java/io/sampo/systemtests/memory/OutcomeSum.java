/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.memory;

import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.StreamEnvironment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Adds up the outcomes of a subtask and hands them to the program at the end. */
final class OutcomeSum implements Sink<Outcome> {
    private static final long serialVersionUID = 1L;
    private static final String OUTCOMES = "outcomes";

    /**
     * A job that has finished.
     *
     * @param job the job
     * @param result what the engine says of it
     * @param sum the outcomes of all subtasks
     */
    record Finished(JobClient job, JobResult result, Outcome sum) {}

    /** Runs a job that has this sink, to its end. */
    static Finished run(StreamEnvironment environment, String name) throws Exception {
        Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
        JobClient job = environment.executeAsync(name);
        job.subscribe(OUTCOMES, outcome -> outcomes.add((Outcome) outcome));
        JobResult result = job.result().get();
        return new Finished(job, result, outcomes.stream().reduce(Outcome.NONE, Outcome::plus));
    }

    @Override
    public SinkWriter<Outcome> createWriter(SinkContext context) {
        return new SinkWriter<>() {
            private Outcome sum = Outcome.NONE;

            @Override
            public void write(Outcome outcome, long timestamp) {
                sum = sum.plus(outcome);
            }

            @Override
            public void flush(boolean endOfInput) {
                if (endOfInput) {
                    context.sendToClient(OUTCOMES, sum);
                }
            }
        };
    }
}
