/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.stream.JobStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStateTest {
    private static final Map<JobState, Set<JobState>> LEGAL =
            Map.of(
                    JobState.PREPARING,
                    EnumSet.of(JobState.DEPLOYING, JobState.WAITING, JobState.ENDING),
                    JobState.DEPLOYING,
                    EnumSet.of(JobState.RUNNING, JobState.CLEARING, JobState.ENDING),
                    JobState.RUNNING,
                    EnumSet.of(JobState.CLEARING, JobState.ENDING),
                    JobState.CLEARING,
                    EnumSet.of(JobState.WAITING, JobState.ENDING),
                    JobState.WAITING,
                    EnumSet.of(JobState.PREPARING, JobState.ENDING),
                    JobState.ENDING,
                    EnumSet.of(JobState.ENDED),
                    JobState.ENDED,
                    EnumSet.noneOf(JobState.class));

    @ParameterizedTest
    @EnumSource(JobState.class)
    void onlyLegalStepsAreTaken(JobState from) {
        for (JobState to : JobState.values()) {
            if (LEGAL.get(from).contains(to)) {
                assertThat(from.to(to)).isEqualTo(to);
            } else {
                assertThatThrownBy(() -> from.to(to))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("from=" + from)
                        .hasMessageContaining("to=" + to);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void theEndCanBeReachedFromEverywhere(JobState from) {
        Set<JobState> reached = EnumSet.of(from);
        Deque<JobState> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (JobState next : LEGAL.get(open.poll())) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }

        assertThat(reached).contains(JobState.ENDED);
    }

    @Test
    void theUserSeesWhatGoesOn() {
        assertThat(JobState.PREPARING.status()).isEqualTo(JobStatus.STARTING);
        assertThat(JobState.DEPLOYING.status()).isEqualTo(JobStatus.STARTING);
        assertThat(JobState.RUNNING.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(JobState.CLEARING.status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(JobState.WAITING.status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(JobState.ENDING.status()).isEqualTo(JobStatus.CANCELLING);
    }
}
