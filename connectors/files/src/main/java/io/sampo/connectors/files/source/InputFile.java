/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

/**
 * A file as it was when it was listed.
 *
 * @param path as the source was given it, or below the directory that it was given
 * @param length in bytes
 * @param modifiedMillis when it was last written
 */
public record InputFile(String path, long length, long modifiedMillis) {}
