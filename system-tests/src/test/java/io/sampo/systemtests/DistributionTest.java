/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.config.ConfigLoader;
import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.launch.NodeExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.yaml.snakeyaml.Yaml;

/** What runs nodes elsewhere (systemd, containers, Kubernetes) must agree with their settings. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DistributionTest {
    private static final Path DISTRIBUTION = SourceTree.root().resolve("distribution");
    private static final Path KUBERNETES = DISTRIBUTION.resolve("kubernetes");
    private static final String POD = "sampo-0";

    @TempDir Path directory;

    private final List<String> properties = new ArrayList<>();
    private NodeConfig node;
    private Map<String, Object> set;

    @BeforeEach
    void read() throws IOException {
        property("HOSTNAME", POD);
        property("SAMPO_DB_URL", "jdbc:postgresql://db/sampo");
        property("SAMPO_DB_USER", "sampo");
        property("SAMPO_DB_PASSWORD", "secret");
        Path some = Files.writeString(directory.resolve("pem"), "some");
        for (String file : List.of("key", "certificate", "ca")) {
            property("sampo.node.security.tls." + file, some.toString());
        }
        node = ConfigLoader.load(Optional.of(KUBERNETES.resolve("node.conf")));
        set = document("statefulset.yaml", "StatefulSet");
    }

    @AfterEach
    void forget() {
        properties.forEach(System::clearProperty);
    }

    private void property(String name, String value) {
        properties.add(name);
        System.setProperty(name, value);
    }

    private static Map<String, Object> document(String file, String kind) {
        Iterable<Object> all = new Yaml().loadAll(SourceTree.read(KUBERNETES.resolve(file)));
        return StreamSupport.stream(all.spliterator(), false)
                .map(DistributionTest::map)
                .filter(document -> kind.equals(document.get("kind")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + file));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    /** Follows names and indexes, such as {@code spec.template.spec.containers.0}. */
    private static Object at(Object yaml, String path) {
        Object now = yaml;
        for (String step : path.split("\\.")) {
            now =
                    step.matches("\\d+")
                            ? ((List<?>) now).get(Integer.parseInt(step))
                            : map(now).get(step);
            assertThat(now).as("%s of %s", step, path).isNotNull();
        }
        return now;
    }

    private Object container(String path) {
        return at(set, "spec.template.spec.containers.0." + path);
    }

    private static List<Object> all(Object list, String key) {
        return ((List<?>) list).stream().map(entry -> map(entry).get(key)).toList();
    }

    private List<Object> ports() {
        NodeConfig.Ports ports = node.ports();
        return List.of(ports.control(), ports.data(), ports.lifeline(), ports.http());
    }

    @Test
    void portsAreThoseOfTheSettings() {
        List<Object> names = List.of("control", "data", "lifeline", "http");
        Object ofService = at(document("services.yaml", "Service"), "spec.ports");

        assertThat(all(container("ports"), "containerPort")).isEqualTo(ports());
        assertThat(all(container("ports"), "name")).isEqualTo(names);
        assertThat(all(ofService, "port")).isEqualTo(ports());
        assertThat(all(ofService, "name")).isEqualTo(names);
        assertThat(SourceTree.read(DISTRIBUTION.resolve("Dockerfile")))
                .contains(
                        "EXPOSE "
                                + String.join(
                                        " ", ports().stream().map(Object::toString).toList()));

        Object rules = at(document("services.yaml", "NetworkPolicy"), "spec.ingress");
        assertThat(all(at(rules, "0.ports"), "port")).isEqualTo(ports().subList(0, 3));
        assertThat(all(at(rules, "1.ports"), "port")).isEqualTo(ports().subList(3, 4));
        assertThat(at(set, "spec.template.metadata.annotations"))
                .asString()
                .contains("prometheus.io/port=" + node.ports().http());
    }

    @Test
    void namesAreThoseThatPodsHave() {
        Object service = at(document("services.yaml", "Service"), "metadata.name");
        int replicas = (Integer) at(set, "spec.replicas");
        Object name = at(set, "metadata.name");

        assertThat(at(set, "spec.serviceName")).isEqualTo(service);
        assertThat(POD).isEqualTo(name + "-0");
        assertThat(node.host()).isEqualTo(POD + "." + service);
        assertThat(node.seeds())
                .containsExactlyElementsOf(
                        IntStream.range(0, replicas)
                                .mapToObj(
                                        i ->
                                                new HostPort(
                                                        name + "-" + i + "." + service,
                                                        node.ports().control()))
                                .toList());
        Object labels = at(set, "spec.template.metadata.labels");
        assertThat(at(set, "spec.selector.matchLabels")).isEqualTo(labels);
        assertThat(at(document("services.yaml", "Service"), "spec.selector")).isEqualTo(labels);
        assertThat(
                        at(
                                document("disruption-budget.yaml", "PodDisruptionBudget"),
                                "spec.selector.matchLabels"))
                .isEqualTo(labels);
    }

    @Test
    void probesAskForPagesThatAreThere() {
        String pages =
                SourceTree.read(
                        SourceTree.root()
                                .resolve(
                                        "cluster-config/src/main/java/io/sampo/cluster/http/NodeHttp.java"));

        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe"))
                .allSatisfy(
                        probe -> {
                            assertThat(container(probe + ".httpGet.port")).isEqualTo("http");
                            assertThat(pages)
                                    .contains("\"" + container(probe + ".httpGet.path") + "\"");
                        });
        assertThat(node.httpHost()).as("probes come from outside").isEqualTo("0.0.0.0");
    }

    @Test
    void filesAreWhereTheyAreMounted() throws IOException {
        String settings = Files.readString(KUBERNETES.resolve("node.conf"));
        List<Object> mounts = all(container("volumeMounts"), "mountPath");

        assertThat(container("args"))
                .isEqualTo(List.of("node", "--config", "/etc/sampo/node.conf"));
        assertThat(mounts).contains("/etc/sampo", node.checkpointDir().orElseThrow().toString());
        assertThat(node.dataDir().toString()).startsWith("/var/lib/sampo/");
        assertThat(mounts).contains("/var/lib/sampo");
        Matcher tls = Pattern.compile("(/[a-z/-]+)/(tls.key|tls.crt|ca.crt)").matcher(settings);
        assertThat(tls.results().map(found -> found.group(1)).toList())
                .hasSize(3)
                .allMatch(mounts::contains);

        List<Object> volumes = new ArrayList<>(all(at(set, "spec.template.spec.volumes"), "name"));
        volumes.add(at(set, "spec.volumeClaimTemplates.0.metadata.name"));
        assertThat(volumes).containsAll(all(container("volumeMounts"), "name"));
        assertThat(at(document("kustomization.yaml", "Kustomization"), "resources"))
                .asList()
                .allSatisfy(file -> assertThat(KUBERNETES.resolve(file.toString())).exists());
    }

    @Test
    void theEnvironmentHasWhatTheSettingsAskFor() throws IOException {
        String settings = Files.readString(KUBERNETES.resolve("node.conf"));
        List<String> asked =
                Pattern.compile("\\$\\{\\??([A-Z_]+)}")
                        .matcher(settings)
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .toList();

        assertThat(asked).isNotEmpty();
        assertThat(all(container("env"), "name")).hasSameElementsAs(asked);
    }

    @Test
    void timesAndSizesFit() {
        long stop = node.failure().stopTimeout().toSeconds();
        String unit = SourceTree.read(DISTRIBUTION.resolve("sampo.service"));
        NodeConfig byDefault = ConfigLoader.load(Optional.empty());

        assertThat((Integer) at(set, "spec.template.spec.terminationGracePeriodSeconds"))
                .isGreaterThanOrEqualTo((int) (2 * stop + 15));
        assertThat(container("resources.limits.memory")).isEqualTo("2Gi");
        assertThat(node.memory().totalBytes()).isEqualTo(2L << 30);
        assertThat(setting(unit, "TimeoutStopSec").get(0))
                .satisfies(
                        seconds ->
                                assertThat(Long.parseLong(seconds))
                                        .isGreaterThanOrEqualTo(
                                                2 * byDefault.failure().stopTimeout().toSeconds()
                                                        + 15));
    }

    @Test
    void aNodeWithWrongSettingsIsNotStartedAgain() {
        String unit = SourceTree.read(DISTRIBUTION.resolve("sampo.service"));

        assertThat(setting(unit, "RestartPreventExitStatus"))
                .containsExactly("2", Integer.toString(NodeExit.WRONG_SETTINGS.code()));
        assertThat(setting(unit, "Restart")).containsExactly("on-failure");
        assertThat(setting(unit, "SuccessExitStatus")).containsExactly("143");
        assertThat(setting(unit, "ExecStart")).contains("node", "--config");
    }

    @Test
    void exitCodesAreDocumented() {
        String operations = SourceTree.read(SourceTree.root().resolve("docs/operations.md"));

        assertThat(NodeExit.values())
                .allSatisfy(exit -> assertThat(operations).contains("\n| " + exit.code() + " | "));
    }

    @Test
    void theUserIsTheSame() {
        String image = SourceTree.read(DISTRIBUTION.resolve("Dockerfile"));
        Object user = at(set, "spec.template.spec.securityContext.runAsUser");

        assertThat(image).contains("--uid " + user + " ").contains("USER sampo");
    }

    private static List<String> setting(String unit, String key) {
        return unit.lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> List.of(line.substring(key.length() + 1).split(" ")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + key));
    }
}
