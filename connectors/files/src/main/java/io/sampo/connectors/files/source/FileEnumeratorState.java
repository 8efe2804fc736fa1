/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import java.util.List;

/**
 * What the enumerator of a files source keeps in a checkpoint.
 *
 * @param listed whether the files of a bounded source have been listed
 * @param unassigned splits that no reader has yet
 * @param seen files of a watched directory that have been cut into splits
 */
public record FileEnumeratorState(
        boolean listed, List<FileSplit> unassigned, List<InputFile> seen) {}
