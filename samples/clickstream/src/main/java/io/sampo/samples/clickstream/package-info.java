/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * A job from topics to topics of Apache Kafka: clicks, joined with what is known of their users and
 * counted in windows. Start with {@link io.sampo.samples.clickstream.ClickstreamJob}; {@link
 * io.sampo.samples.clickstream.Clickstream} is the program around it.
 */
@NullMarked
package io.sampo.samples.clickstream;

import org.jspecify.annotations.NullMarked;
