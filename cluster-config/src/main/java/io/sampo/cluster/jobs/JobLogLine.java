/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

/**
 * Something that was logged of a job.
 *
 * @param millis when, since 1970
 * @param node where
 * @param text without line breaks
 */
record JobLogLine(long millis, String node, String text) {}
