/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files;

/**
 * A line that could not be read, as it goes to a dead-letter output.
 *
 * @param file path of the file
 * @param line number of the line in the file, from 1
 * @param text the line, malformed bytes replaced; only its beginning if it is longer than the
 *     source allows
 * @param reason why it could not be read
 */
public record BadRecord(String file, long line, String text, String reason) {}
