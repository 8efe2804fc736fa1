/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import java.nio.file.Path;

/**
 * A file that a job takes along to wherever its subtasks run.
 *
 * @param name by which functions ask for it, unique in the job
 * @param path of the original, absolute, on the machine that starts the job
 * @param executable whether its copies can be executed
 */
public record CachedFile(String name, Path path, boolean executable) {}
