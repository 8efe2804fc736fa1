/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last lines of each job that this process has logged: what the job's own code logs, and
 * what the engine says of it. Called by any thread.
 */
final class JobLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final int MOST_JOBS = 50;
    private static final int MOST_LINES = 1_000;
    private static final int LONGEST_LINE = 1_000;
    private static final String ARGUMENT = "job={}";

    /** Changed under the lock that appenders have. */
    private final Map<String, ArrayDeque<JobLogLine>> jobs =
            new LinkedHashMap<>(MOST_JOBS, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<String, ArrayDeque<JobLogLine>> eldest) {
                    return size() > MOST_JOBS;
                }
            };

    private final String node;

    private JobLog(String node) {
        this.node = node;
    }

    /**
     * Returns one that hears of everything that this process logs from now on; of nothing if the
     * process logs by something else than logback.
     *
     * @param node the name that lines go under
     */
    static JobLog start(String node) {
        JobLog log = new JobLog(node);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            log.setContext(context);
            log.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(log);
        }
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String job = jobOf(event);
        if (job == null) {
            return;
        }
        ArrayDeque<JobLogLine> lines = jobs.computeIfAbsent(job, unused -> new ArrayDeque<>());
        lines.add(new JobLogLine(event.getTimeStamp(), node, textOf(event)));
        if (lines.size() > MOST_LINES) {
            lines.removeFirst();
        }
    }

    private static @Nullable String jobOf(ILoggingEvent event) {
        if (Thread.currentThread().getContextClassLoader() instanceof JobLoader loader) {
            return loader.job();
        }
        String message = event.getMessage();
        Object[] values = event.getArgumentArray();
        if (message == null || values == null || !message.contains(ARGUMENT)) {
            return null;
        }
        int found = message.indexOf(ARGUMENT);
        int place = message.substring(0, found).split("\\{}", -1).length - 1;
        return place < values.length ? String.valueOf(values[place]) : null;
    }

    private static String textOf(ILoggingEvent event) {
        String logger = event.getLoggerName();
        StringBuilder text = new StringBuilder();
        text.append(event.getLevel()).append(' ');
        text.append(logger.substring(logger.lastIndexOf('.') + 1)).append(" - ");
        text.append(event.getFormattedMessage());
        for (IThrowableProxy cause = event.getThrowableProxy();
                cause != null;
                cause = cause.getCause()) {
            text.append(" | ").append(cause.getClassName()).append(": ").append(cause.getMessage());
        }
        if (text.length() > LONGEST_LINE) {
            text.setLength(LONGEST_LINE);
            text.append("...");
        }
        return text.toString().replace('\n', ' ').replace('\r', ' ');
    }

    /** Returns the lines of a job from a time on, the oldest first. */
    List<JobLogLine> lines(String job, long sinceMillis) {
        List<JobLogLine> found = new ArrayList<>();
        // The lock of doAppend.
        synchronized (this) {
            for (JobLogLine line : jobs.getOrDefault(job, new ArrayDeque<>())) {
                if (line.millis() >= sinceMillis) {
                    found.add(line);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        if (getContext() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
        }
        stop();
    }
}
