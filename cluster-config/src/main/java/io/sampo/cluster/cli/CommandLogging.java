/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * How the {@code sampo} command logs: to standard error, from {@code WARN} on, or from the level on
 * that the environment variable {@code SAMPO_LOG} names. Found by logback; gives way to a
 * configuration file in the usual places. In code because reading XML takes a tenth of a second of
 * each start.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class CommandLogging extends ContextAwareBase implements Configurator {
    private static final String LEVEL_VARIABLE = "SAMPO_LOG";

    /** Called by {@link java.util.ServiceLoader}. */
    public CommandLogging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (hasFile()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        configure(context, System.getenv(LEVEL_VARIABLE));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Lets this process log from {@code INFO} on, unless somebody has said otherwise: what happens
     * to a node nobody asks for, and its log is where one looks.
     */
    static void tellOfNode() {
        boolean said = hasFile() || System.getenv(LEVEL_VARIABLE) != null;
        if (!said && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("io.sampo").setLevel(Level.INFO);
        }
    }

    private static boolean hasFile() {
        ClassLoader loader = CommandLogging.class.getClassLoader();
        return System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
                || loader.getResource(ClassicConstants.TEST_AUTOCONFIG_FILE) != null
                || loader.getResource(ClassicConstants.AUTOCONFIG_FILE) != null;
    }

    static void configure(LoggerContext context, @Nullable String levelName) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0} - %msg%n");
        encoder.start();

        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("STDERR");
        appender.setTarget(ConsoleTarget.SystemErr.getName());
        appender.setEncoder(encoder);
        appender.addFilter(new ToldByNode());
        appender.start();

        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        Level level = Level.toLevel(levelName, null);
        root.setLevel(level == null ? Level.WARN : level);
        context.getLogger("org.apache.pekko").setLevel(Level.WARN);
        // A port that is taken is an error of the command, said in words.
        context.getLogger("org.apache.pekko.io.TcpListener").setLevel(Level.OFF);
        // it tells of each connection that another node does not take; what that means is told by
        // the membership
        context.getLogger("org.apache.pekko.stream.Materializer").setLevel(Level.ERROR);
        // Eight times the same, and longer than a screen; what it comes to is told by the node.
        context.getLogger("org.apache.pekko.cluster.sbr").setLevel(Level.ERROR);
        if (level == null && levelName != null) {
            root.warn("Not a level, so it is WARN: {}={}", LEVEL_VARIABLE, levelName);
        }
    }
}
