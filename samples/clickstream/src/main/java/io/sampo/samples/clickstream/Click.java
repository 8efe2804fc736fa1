/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

/**
 * A click, as the topic {@code clicks} has it.
 *
 * @param user who clicked
 * @param page where
 * @param robot whether it was no human being
 * @param atMillis when, in event time
 */
record Click(String user, String page, boolean robot, long atMillis) {}
