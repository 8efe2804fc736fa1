/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Summaries of jobs as JSON, which is a part of HOCON. */
final class JobJson {
    private JobJson() {}

    static String write(List<JobSummary> jobs) {
        List<Map<String, Object>> values = new ArrayList<>();
        jobs.forEach(job -> values.add(values(job)));
        return ConfigValueFactory.fromMap(Map.of("jobs", values))
                .render(ConfigRenderOptions.concise());
    }

    static String write(JobSummary job) {
        return ConfigValueFactory.fromMap(values(job)).render(ConfigRenderOptions.concise());
    }

    private static Map<String, Object> values(JobSummary job) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", job.name());
        values.put("status", job.status().name());
        values.put("attempt", job.attempt());
        values.put("checkpointId", job.checkpointId());
        values.put("checkpointMillis", job.checkpointMillis());
        values.put("recordsRead", job.recordsRead());
        values.put("submittedMillis", job.submittedMillis());
        values.put("failure", job.failure());
        return values;
    }

    static List<JobSummary> readAll(String json) {
        List<JobSummary> jobs = new ArrayList<>();
        ConfigFactory.parseString(json)
                .getConfigList("jobs")
                .forEach(each -> jobs.add(summary(each)));
        return jobs;
    }

    static JobSummary read(String json) {
        return summary(ConfigFactory.parseString(json));
    }

    private static JobSummary summary(Config values) {
        return new JobSummary(
                values.getString("name"),
                JobStatus.valueOf(values.getString("status")),
                values.getInt("attempt"),
                values.getLong("checkpointId"),
                values.getLong("checkpointMillis"),
                values.getLong("recordsRead"),
                values.getLong("submittedMillis"),
                values.getString("failure"));
    }
}
