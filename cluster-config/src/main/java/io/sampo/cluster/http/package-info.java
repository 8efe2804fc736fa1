/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a node shows of itself over HTTP: whether it is ready, the members, figures. Changes
 * nothing. Start with {@link io.sampo.cluster.http.NodeHttp}. On the JDK's own HTTP server: four
 * pages without state need no more, and it brings no library. All types are thread-safe.
 */
@NullMarked
package io.sampo.cluster.http;

import org.jspecify.annotations.NullMarked;
