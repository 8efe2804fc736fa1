/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sampo.cluster.formation.ClusterMember;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The members as JSON, for scripts: {@code {"majority": true, "members": [{...}]}}. */
final class MembersJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private MembersJson() {}

    static String write(boolean majority, List<ClusterMember> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeBooleanField("majority", majority);
            json.writeArrayFieldStart("members");
            for (ClusterMember member : members) {
                write(json, member);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, ClusterMember member) throws IOException {
        json.writeStartObject();
        json.writeStringField("address", member.address().toString());
        // Larger than what a script's numbers hold exactly.
        json.writeStringField("uid", Long.toString(member.uid()));
        json.writeStringField("state", member.state().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("reachable", member.reachable());
        json.writeBooleanField("self", member.self());
        json.writeArrayFieldStart("roles");
        for (String role : member.roles()) {
            json.writeString(role);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
