/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.cluster.config.NodeConfig.Persistence;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.network.NetworkSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    private static final Path SAMPLES = Path.of("..", "conf").toAbsolutePath().normalize();

    @TempDir Path directory;

    private NodeConfig load(String text) throws IOException {
        Path file = directory.resolve("node.conf");
        Files.writeString(file, text);
        return ConfigLoader.load(Optional.of(file));
    }

    private String problems(String text) throws IOException {
        try {
            NodeConfig read = load(text);
            throw new AssertionError("Nothing is wrong with it: " + read);
        } catch (StreamException wrong) {
            assertThat(wrong.code()).isEqualTo(ErrorCode.INVALID_SETTING);
            return wrong.getMessage();
        }
    }

    @Test
    void withoutAFileTheNodeIsAloneOnThisMachine() {
        NodeConfig node = ConfigLoader.load(Optional.empty());

        assertThat(node.bindHost()).isEqualTo("127.0.0.1");
        assertThat(node.host()).isEqualTo("127.0.0.1");
        assertThat(node.isExposed()).isFalse();
        assertThat(node.ports()).isEqualTo(new NodeConfig.Ports(7610, 7611, 7612, 7613));
        assertThat(node.roles()).containsExactly("master", "worker");
        assertThat(node.seeds()).isEmpty();
        assertThat(node.slots()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(node.persistence().kind()).isEqualTo(Persistence.Kind.NONE);
        assertThat(node.security().tls()).isEmpty();
        assertThat(node.failure())
                .isEqualTo(
                        new NodeConfig.FailureDetection(
                                Duration.ofMillis(250),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(1),
                                true,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(20)));
    }

    @Test
    void everyKeyIsRead() throws IOException {
        NodeConfig node =
                load(
                        """
                        sampo {
                          node {
                            name = alpha
                            bind-host = "127.0.0.2"
                            host = "alpha.local"
                            http-host = "0.0.0.0"
                            ports { control = 1, data = 2, lifeline = 0, http = 4 }
                            roles = [worker, gpu]
                            seeds = ["a:7610", "[::1]:7610"]
                            data-dir = "/data"
                            slots = 3
                            memory { total = 2g, managed-share = 0.5, network-share = 0.2 }
                            persistence {
                              type = postgresql, url = "jdbc:postgresql://db/x", user = u, password = p
                            }
                            security.insecure = on
                            failure {
                              heartbeat = 1s, pause = 4s, stable-after = 3s, lifeline = off
                              join-timeout = 5s, stop-timeout = 6s
                            }
                          }
                          checkpoint.dir = "/checkpoints"
                        }
                        """);

        assertThat(node.name()).contains("alpha");
        assertThat(node.host()).isEqualTo("alpha.local");
        assertThat(node.httpHost()).isEqualTo("0.0.0.0");
        assertThat(node.ports()).isEqualTo(new NodeConfig.Ports(1, 2, 0, 4));
        assertThat(node.roles()).containsExactly("worker", "gpu");
        assertThat(node.seeds())
                .containsExactly(new HostPort("a", 7610), new HostPort("::1", 7610));
        assertThat(node.dataDir()).isEqualTo(Path.of("/data"));
        assertThat(node.slots()).isEqualTo(3);
        assertThat(node.persistence())
                .isEqualTo(
                        new Persistence(
                                Persistence.Kind.POSTGRESQL, "jdbc:postgresql://db/x", "u", "p"));
        assertThat(node.persistence().toString()).doesNotContain("password");
        assertThat(node.security().insecure()).isTrue();
        assertThat(node.failure().lifeline()).isFalse();
        assertThat(node.failure().joinTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(node.checkpointDir()).contains(Path.of("/checkpoints"));
        assertThat(node.settings().getBytes("sampo.state.managed-memory"))
                .isEqualTo(node.memory().managedBytes());
    }

    @Test
    void allMistakesAreSaidAtOnceWithPlaceValueAndWayOut() throws IOException {
        String said =
                problems(
                        """
                        sampo.node {
                          ports.control = 70000
                          ports.htpp = 1
                          seeds = [nowhere]
                          roles = []
                          memory.total = 10m
                        }
                        sampo.checkpoint.intervall = 1s
                        sampo.stat.backend = heap
                        """);

        assertThat(said)
                .startsWith("7 settings are wrong:")
                .contains("sampo.node.ports.control = 70000 (")
                .contains("node.conf: 2): expected a whole number from 0 to 65535")
                .contains("sampo.node.ports.htpp = 1")
                .contains("Did you mean sampo.node.ports.http?")
                .contains("not 'nowhere'")
                .contains("sampo.node.roles = []")
                .contains("sampo.node.memory.total = 10m")
                .contains("Did you mean sampo.checkpoint.interval?")
                .contains("Did you mean sampo.state?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.0.0.7", "node-1", "::"})
    void aNodeThatOthersReachNeedsTlsOrATokenOrTheWordInsecure(String bindHost) throws IOException {
        String exposed = "sampo.node { host = n, bind-host = \"" + bindHost + "\" }\n";

        assertThat(problems(exposed))
                .contains("sampo.node.security.tls")
                .contains("bind-host = " + bindHost)
                .contains("sampo.node.security.insecure = true".substring("sampo.node.".length()));
        assertThat(load(exposed + "sampo.node.security.insecure = true").isExposed()).isTrue();
        String token = "a-token-of-sixteen-or-more";
        NodeConfig.Security security =
                load(exposed + "sampo.network.token = \"" + token + "\"").security();
        assertThat(security.isOpen()).isFalse();
        assertThat(security.toString()).doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "0123456789\\nabcdef", "0123456789äbcdef"})
    void aNodeTakesNoTokenThatItsCommandsCouldNotSend(String token) throws IOException {
        assertThat(problems("sampo.network.token = \"" + token + "\""))
                .contains("sampo.network.token = (hidden) (")
                .contains("node.conf: 1)");
    }

    @Test
    void blanksAroundATokenCountForNoneOfThoseWhoReadIt() throws IOException {
        NodeConfig node = load("sampo.network.token = \" \\t0123456789abcdef\\r\\n\"");

        assertThat(node.security().token()).contains("0123456789abcdef");
        assertThat(NetworkSettings.from(node.settings()).token())
                .isEqualTo(node.security().token());
        assertThat(load("sampo.network.token = \" \\n\"").security().token()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.3.2.1", "::1"})
    void thisMachineAloneNeedsNeither(String bindHost) throws IOException {
        assertThat(load("sampo.node.bind-host = \"" + bindHost + "\"").isExposed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bind-host = 0.0.0.0, security.insecure = on | sampo.node.host",
                "ports { control = 5, http = 5 } | a port of its own, not that of control",
                "roles = [dc-x] | that does not begin",
                "security.tls.key = /no/such/file | a file that this process can read",
                "persistence.type = postgresql | a URL such as jdbc:postgresql:",
                "persistence.type = h2, seeds = ['a:1', 'b:1'] | postgresql, since seeds",
                "failure { heartbeat = 3s, pause = 1s } | at least failure.heartbeat",
                "memory { managed-share = 0.9 } | from 0.0 to 0.7",
            })
    void whatDoesNotGoTogetherIsRefused(String node, String said) throws IOException {
        String text = node.replace("0.0.0.0", "\"0.0.0.0\"").replace('\'', '"');

        assertThat(
                        problems(
                                "sampo.node { "
                                        + text.replace("/no/such/file", "\"/no/such/file\"")
                                        + " }"))
                .contains(said);
    }

    @Test
    void threeFilesOfTlsOrNone() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "x");

        assertThat(problems("sampo.node.security.tls.key = \"" + key + "\""))
                .contains("sampo.node.security.tls.certificate")
                .contains("sampo.node.security.tls.ca");
    }

    @Test
    void memoryHasOnePlace() throws IOException {
        assertThat(problems("sampo.state.managed-memory = 1g"))
                .contains("sampo.node.memory")
                .contains("sampo.state.managed-memory of a node follows from memory.total");
    }

    @Test
    void secretsAreInNoMessage() throws IOException {
        assertThat(problems("sampo.node.persistence { type = no, password = \"s3cret\" }"))
                .doesNotContain("s3cret");
    }

    @Test
    void whatIsNoFileOrNoHoconIsSaid() throws IOException {
        Path missing = directory.resolve("nothing.conf");
        assertThatThrownBy(() -> ConfigLoader.load(Optional.of(missing)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("config=" + missing);

        assertThat(problems("sampo { node {")).contains("HOCON").contains("node.conf");
        assertThat(problems("sampo.node.name = ${NOT_SET_ANYWHERE}"))
                .contains("NOT_SET_ANYWHERE")
                .contains("${?NAME}");
    }

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesHoldButForTheFilesThatTheyName(Path sample) {
        try {
            ConfigLoader.load(Optional.of(sample));
        } catch (StreamException wrong) {
            // those of certificates are made when they are needed
            assertThat(wrong.getMessage().lines().filter(line -> line.contains("sampo.")))
                    .isNotEmpty()
                    .allMatch(line -> line.contains("a file that this process can read"))
                    .allMatch(line -> line.contains("sampo.node.security.tls."));
        }
    }

    @Test
    void theThreeNodesOfTheSamplesFindEachOther() {
        List<NodeConfig> nodes =
                Stream.of("node-1.conf", "node-2.conf", "node-3.conf")
                        .map(name -> ConfigLoader.load(Optional.of(SAMPLES.resolve(name))))
                        .toList();

        assertThat(nodes).extracting(NodeConfig::seeds).containsOnly(nodes.get(0).seeds());
        assertThat(nodes)
                .extracting(node -> new HostPort(node.host(), node.ports().control()))
                .containsExactlyElementsOf(nodes.get(0).seeds());
        assertThat(nodes)
                .extracting(NodeConfig::ports)
                .flatExtracting(
                        ports ->
                                List.of(
                                        ports.control(),
                                        ports.data(),
                                        ports.lifeline(),
                                        ports.http()))
                .doesNotHaveDuplicates();
        assertThat(nodes).extracting(NodeConfig::dataDir).doesNotHaveDuplicates();
        assertThat(nodes)
                .extracting(NodeConfig::checkpointDir)
                .containsOnly(nodes.get(0).checkpointDir());
    }
}
