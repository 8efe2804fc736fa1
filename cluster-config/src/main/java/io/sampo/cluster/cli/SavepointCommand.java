/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import com.typesafe.config.ConfigFactory;
import io.sampo.checkpointing.inspect.CheckpointInspector;
import io.sampo.checkpointing.inspect.CheckpointSummary;
import io.sampo.checkpointing.inspect.SummaryJson;
import io.sampo.cluster.jobs.ClusterClient;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.Locations;
import io.sampo.core.objects.RoutedFiles;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sampo savepoint ...}: what can be done with savepoints and checkpoints. */
@Command(
        name = "savepoint",
        mixinStandardHelpOptions = true,
        description = "Takes savepoints, and looks into them and into checkpoints.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SavepointCommand.Inspect.class, SavepointCommand.Take.class})
final class SavepointCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name one of " + spec.subcommands().keySet() + ".");
    }

    /** {@code sampo savepoint take JOB}. */
    @Command(
            name = "take",
            mixinStandardHelpOptions = true,
            description =
                    "Takes a savepoint of a job of a cluster, which goes on, and prints its directory.")
    static final class Take implements Runnable {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ClusterOptions cluster = new ClusterOptions();

        @Parameters(paramLabel = "JOB", description = "The name of the job.")
        private String job = "";

        @Override
        public void run() {
            PrintWriter out = spec.commandLine().getOut();
            out.println(cluster.client().carryOut(ClusterClient.Request.SAVEPOINT, job));
            out.flush();
        }
    }

    /** {@code sampo savepoint inspect PATH}. */
    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            description =
                    "Prints what is in a savepoint or checkpoint: operators, their states with types,"
                            + " key groups and sizes, positions of sources, and what sinks have yet to"
                            + " commit. Changes nothing; the job may be running.")
    static final class Inspect implements Runnable {
        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(
                paramLabel = "PATH",
                description =
                        "The directory of one savepoint or checkpoint, or its address in an object"
                                + " storage, as in s3://bucket/path; how that is reached is said by"
                                + " -D or the environment.")
        private String place = "";

        @Option(names = "--json", description = "Print JSON, sizes in bytes.")
        private boolean json;

        @Option(
                names = "--schemas",
                description = "Print the fields of the classes that states hold, too.")
        private boolean schemas;

        @Option(
                names = "--verify",
                description = "Read all files and verify their checksums, which may take a while.")
        private boolean verify;

        @Override
        public void run() {
            CheckpointSummary summary;
            try (RoutedFiles files = new RoutedFiles(FileStore.local(), ConfigFactory.load())) {
                summary = new CheckpointInspector(files).inspect(Locations.of(place), verify);
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(SummaryJson.write(summary));
            } else {
                new SummaryText(out, schemas).print(summary);
            }
            out.flush();
        }
    }
}
