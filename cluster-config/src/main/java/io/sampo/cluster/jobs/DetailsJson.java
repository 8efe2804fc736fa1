/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sampo.core.element.Watermark;
import io.sampo.runtime.directory.JobDetails;
import java.io.IOException;
import java.util.List;

/** How a job is in detail, as JSON; for programs of others. */
final class DetailsJson {
    private DetailsJson() {}

    static String write(JobDetails details) {
        return JobJson.text(
                json -> {
                    json.writeStartObject();
                    json.writeFieldName("job");
                    JobJson.write(json, details.summary());
                    json.writeStringField("master", details.master());
                    json.writeArrayFieldStart("nodes");
                    for (JobDetails.Share share : details.nodes()) {
                        json.writeStartObject();
                        json.writeStringField("node", share.node());
                        names(json, "subtasks", share.subtasks());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("operators");
                    for (JobDetails.Operator operator : details.operators()) {
                        write(json, operator);
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("checkpoints");
                    for (JobDetails.Checkpoint checkpoint : details.checkpoints()) {
                        write(json, checkpoint);
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("failures");
                    for (JobDetails.Failure failure : details.failures()) {
                        json.writeStartObject();
                        json.writeNumberField("attempt", failure.attempt());
                        json.writeNumberField("millis", failure.millis());
                        json.writeStringField("cause", failure.cause());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static void write(JsonGenerator json, JobDetails.Operator operator) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", operator.name());
        names(json, "chained", operator.chained());
        names(json, "inputs", operator.inputs());
        json.writeNumberField("parallelism", operator.parallelism());
        json.writeNumberField("recordsInPerSecond", operator.recordsInPerSecond());
        json.writeNumberField("recordsOutPerSecond", operator.recordsOutPerSecond());
        json.writeNumberField("busyPercent", operator.busyPercent());
        json.writeNumberField("backPressuredPercent", operator.backPressuredPercent());
        if (operator.watermark() != Watermark.MIN) {
            json.writeNumberField("watermark", operator.watermark());
            json.writeStringField("heldBackBy", operator.heldBackBy());
        }
        json.writeEndObject();
    }

    private static void names(JsonGenerator json, String field, List<String> names)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, JobDetails.Checkpoint checkpoint)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", checkpoint.id());
        json.writeStringField("kind", checkpoint.kind());
        json.writeNumberField("triggerMillis", checkpoint.triggerMillis());
        json.writeNumberField("durationMillis", checkpoint.durationMillis());
        json.writeNumberField("bytes", checkpoint.bytes());
        json.writeNumberField("newBytes", checkpoint.newBytes());
        json.writeStringField("failure", checkpoint.failure());
        json.writeEndObject();
    }
}
