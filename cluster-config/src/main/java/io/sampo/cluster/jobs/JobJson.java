/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.runtime.directory.RecordsRead;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Summaries of jobs as JSON. */
public final class JobJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JobJson() {}

    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** Returns jobs as JSON. */
    public static String write(List<JobSummary> jobs) {
        return text(
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("jobs");
                    for (JobSummary job : jobs) {
                        write(json, job);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    static String write(JobSummary job) {
        return text(json -> write(json, job));
    }

    static String text(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            content.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
        return text.toString();
    }

    static void write(JsonGenerator json, JobSummary job) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", job.name());
        json.writeStringField("status", job.status().name());
        json.writeNumberField("attempt", job.attempt());
        json.writeNumberField("parallelism", job.parallelism());
        json.writeNumberField("checkpointId", job.checkpointId());
        json.writeNumberField("checkpointMillis", job.checkpointMillis());
        json.writeNumberField("recordsRead", job.recordsRead().total());
        json.writeNumberField("recordsReadSince", job.recordsRead().since());
        json.writeNumberField("recordsReadInAttempt", job.recordsRead().last());
        json.writeNumberField("downMillis", job.downMillis());
        json.writeNumberField("submittedMillis", job.submittedMillis());
        json.writeNumberField("endedMillis", job.endedMillis());
        json.writeStringField("failure", job.failure());
        json.writeNumberField("watermark", job.watermark());
        json.writeStringField("savepoint", job.savepoint());
        json.writeStringField("waitsFor", job.waitsFor());
        json.writeEndObject();
    }

    /**
     * Reads what {@link #write} wrote: all jobs of a list, or the one.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static List<JobSummary> read(String text) {
        List<JobSummary> jobs = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            Map<String, String> values = new HashMap<>();
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    values.clear();
                } else if (token.isScalarValue() && json.currentName() != null) {
                    values.put(json.currentName(), json.getText());
                } else if (token == JsonToken.END_OBJECT && values.containsKey("name")) {
                    jobs.add(summary(values));
                    values.clear();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("Not summaries of jobs: " + e.getMessage(), e);
        }
        return jobs;
    }

    private static JobSummary summary(Map<String, String> values) {
        return new JobSummary(
                text(values, "name"),
                JobStatus.valueOf(text(values, "status")),
                Integer.parseInt(text(values, "attempt")),
                Integer.parseInt(text(values, "parallelism")),
                Long.parseLong(text(values, "checkpointId")),
                Long.parseLong(text(values, "checkpointMillis")),
                recordsRead(values),
                Long.parseLong(text(values, "downMillis")),
                Long.parseLong(text(values, "submittedMillis")),
                Long.parseLong(text(values, "endedMillis")),
                text(values, "failure"),
                Long.parseLong(text(values, "watermark")),
                text(values, "savepoint"),
                text(values, "waitsFor"));
    }

    private static RecordsRead recordsRead(Map<String, String> values) {
        long last = Long.parseLong(text(values, "recordsReadInAttempt"));
        return new RecordsRead(
                Integer.parseInt(text(values, "recordsReadSince")),
                Long.parseLong(text(values, "recordsRead")) - last,
                last);
    }

    private static String text(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Not a summary of a job, it lacks " + name);
        }
        return value;
    }
}
