/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.tools.kafka;

import io.sampo.connectors.kafka.sink.KafkaTransaction;
import io.sampo.connectors.kafka.sink.KafkaTransactions;
import io.sampo.core.time.Clock;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sampo kafka transactions list | abort | commit}. */
@Command(
        name = "transactions",
        mixinStandardHelpOptions = true,
        description =
                "Lists the transactions of jobs, and ends those whose job does not come back. A job that"
                        + " is started again commits and aborts its own by itself.",
        synopsisSubcommandLabel = "COMMAND")
final class TransactionsCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: list, abort, commit.");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Prints the open transactions.")
    int list(
            @Mixin Brokers brokers,
            @Option(
                            names = "--prefix",
                            defaultValue = "",
                            paramLabel = "PREFIX",
                            description =
                                    "only of ids that begin so, a sink's transactionalIdPrefix")
                    String prefix,
            @Option(
                            names = "--all",
                            description = "also ids under which nothing is open at the moment")
                    boolean all) {
        try (KafkaTransactions transactions = brokers.transactions()) {
            List<KafkaTransaction> found =
                    transactions.list(prefix).stream()
                            .filter(transaction -> all || transaction.isOpen())
                            .toList();
            print(brokers, found);
        }
        return 0;
    }

    @Command(
            name = "abort",
            mixinStandardHelpOptions = true,
            description =
                    "Aborts what is open under some ids, and keeps out whoever uses them: a job that runs"
                            + " fails, and restarts from its last checkpoint. What a completed checkpoint"
                            + " has promised is lost; commit that.")
    int abort(
            @Mixin Brokers brokers,
            @Option(names = "--force", description = "also ids that do not look like a sink's")
                    boolean force,
            @Parameters(arity = "1..*", paramLabel = "ID", description = "transactional ids")
                    List<String> ids) {
        return end(brokers, ids, (transactions, id) -> transactions.abort(id, force));
    }

    @Command(
            name = "commit",
            mixinStandardHelpOptions = true,
            description =
                    "Commits what is open under some ids. Only for transactions that a completed"
                            + " checkpoint has promised: else the job, if it is started again, writes"
                            + " their messages once more.")
    int commit(
            @Mixin Brokers brokers,
            @Option(names = "--force", description = "also ids that do not look like a sink's")
                    boolean force,
            @Parameters(arity = "1..*", paramLabel = "ID", description = "transactional ids")
                    List<String> ids) {
        return end(brokers, ids, (transactions, id) -> transactions.commit(id, force));
    }

    /** Also prints what was ended before one fails. */
    private int end(
            Brokers brokers,
            List<String> ids,
            BiFunction<KafkaTransactions, String, KafkaTransaction> way) {
        List<KafkaTransaction> after = new ArrayList<>();
        try (KafkaTransactions transactions = brokers.transactions()) {
            ids.forEach(id -> after.add(way.apply(transactions, id)));
        } finally {
            print(brokers, after);
        }
        return 0;
    }

    private void print(Brokers brokers, List<KafkaTransaction> transactions) {
        TransactionTable table =
                new TransactionTable(transactions, Clock.system().currentTimeMillis());
        PrintWriter out = spec.commandLine().getOut();
        out.print(brokers.json() ? table.jsonLines() : table.text());
        out.flush();
    }
}
