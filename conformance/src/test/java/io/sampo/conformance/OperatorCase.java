/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.conformance;

/** Jobs with functions, joins and state. */
enum OperatorCase {
    /** Timers that are set, set again and deleted, with state. */
    TIMERS,
    /** The reduction so far for every record. */
    RUNNING_REDUCE,
    /** The least and the greatest so far. */
    RUNNING_MIN_AND_MAX,
    /** Windows of so many records. */
    COUNT_WINDOWS,
    /** Windows of so many records, more often. */
    SLIDING_COUNT_WINDOWS,
    /** Windows over all keys. */
    WINDOWS_OF_ALL,
    /** The results of windows in further windows. */
    WINDOWS_OF_WINDOWS,
    /** Two streams made one before a window. */
    UNION,
    /** A function with a side output. */
    SIDE_OUTPUT,
    /** Pairs of two streams that are near in time. */
    INTERVAL_JOIN,
    /** The same without the bounds themselves. */
    EXCLUSIVE_INTERVAL_JOIN,
    /** All pairs of two streams in a window. */
    WINDOW_JOIN,
    /** What two streams have in a session. */
    SESSION_CO_GROUP,
    /** Calls that are answered later. */
    ASYNC,
    /** State of two streams of one key, shown at the end of each bucket of time. */
    CONNECT,
    /** State of a keyed stream, and what was broadcast, shown at the end. */
    BROADCAST
}
