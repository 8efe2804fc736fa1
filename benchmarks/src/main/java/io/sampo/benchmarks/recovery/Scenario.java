/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.recovery;

/** What is done to a job on all nodes. */
enum Scenario {
    WORKER_KILLED("worker-killed") {
        @Override
        void run(Interruptions job) throws Exception {
            job.ofNode("a worker is killed", cluster -> cluster.kill(false));
        }
    },
    MASTER_KILLED("master-killed") {
        @Override
        void run(Interruptions job) throws Exception {
            job.ofNode("the node of the job's master is killed", cluster -> cluster.kill(true));
        }
    },
    WORKER_LEAVES("worker-leaves") {
        @Override
        void run(Interruptions job) throws Exception {
            job.ofNode("a worker leaves", cluster -> cluster.leave(false));
        }
    },
    MASTER_LEAVES("master-leaves") {
        @Override
        void run(Interruptions job) throws Exception {
            job.ofNode("the node of the job's master leaves", cluster -> cluster.leave(true));
        }
    },
    RESCALED("rescaled") {
        @Override
        void run(Interruptions job) throws Exception {
            job.rescale(2, 4, RecoveryCluster.NODES);
        }
    };

    private final String option;

    Scenario(String option) {
        this.option = option;
    }

    abstract void run(Interruptions job) throws Exception;

    /** Returns how it is called on the command line. */
    @Override
    public String toString() {
        return option;
    }
}
