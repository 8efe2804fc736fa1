/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

/**
 * Where a coordinator is with the checkpoint under way.
 *
 * <pre>
 *            ids used up             all acked           written            stored
 *  RESERVING ◀────────── IDLE ──▶ COLLECTING ──▶ WRITING ──────▶ STORING ──────────▶ complete
 *      └──────────────────▶ ▲          │           │  │             └─ failed: stored again,
 *             stored        │          ▼           ▼  │                since it may be there
 *                           │◀── declined, expired,   │
 *                           │    cannot be written    │ a savepoint the job goes on after
 *                           │◀── complete ◀───────────┘
 *                           │
 *     complete, not the last one;  the last one (the input has ended, or the job stops):
 *
 *                       COMMITTING ──▶ ENDING ──▶ CLOSED
 *              all commits acked ──┘   stored ──┘
 * </pre>
 *
 * <p>Any phase goes to CLOSED when the attempt is over or the record belongs to somebody else. A
 * job without durable checkpoints takes the last one only: COLLECTING ▶ COMMITTING ▶ CLOSED.
 */
enum Phase {
    /** None is under way. */
    IDLE,
    /** More ids are set aside in the record, before the next one begins. */
    RESERVING,
    /** Triggered: subtasks and enumerators store their parts. */
    COLLECTING,
    /** The metadata is written. */
    WRITING,
    /** The record that names it is stored. */
    STORING,
    /** It is the last one, and complete: sinks commit. */
    COMMITTING,
    /** The record that says that the job has ended is stored. */
    ENDING,
    /** Nothing happens any more. */
    CLOSED
}
