/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Values of Apache Avro in state and in streams. To have this library in a program is enough: the
 * engine finds {@link io.sampo.formats.avro.AvroTypeFormat} and leaves to it the classes that Avro
 * generates, and generic records. Start with {@link io.sampo.formats.avro.AvroTypes}.
 */
@NullMarked
package io.sampo.formats.avro;

import org.jspecify.annotations.NullMarked;
