import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Holds the Gradle metadata of published libraries against their poms and files:
 * {@code java -cp JACKSON ModuleMetadata.java REPOSITORY ARTIFACT...}. Exits with 1 and a line for each falsehood.
 */
public final class ModuleMetadata {
    private static final String MARKER = "do_not_remove: published-with-gradle-metadata";
    private static final Set<String> VARIANTS =
            new TreeSet<>(List.of("apiElements", "runtimeElements", "javadocElements", "sourcesElements"));
    private final Set<String> wrong = new TreeSet<>();
    private final Path folder;
    private final String artifact;

    private ModuleMetadata(Path folder, String artifact) {
        this.folder = folder;
        this.artifact = artifact;
    }

    public static void main(String[] args) throws Exception {
        int found = 0;
        for (String artifact : List.of(args).subList(1, args.length)) {
            try (Stream<Path> versions = Files.list(Path.of(args[0], "io/tributary", artifact))) {
                Path folder = versions.filter(Files::isDirectory).max(Path::compareTo).orElseThrow();
                ModuleMetadata checked = new ModuleMetadata(folder, artifact);
                checked.check();
                checked.wrong.forEach(System.err::println);
                found += checked.wrong.size();
            }
        }
        if (found > 0) {
            System.exit(1);
        }
    }

    private void check() throws Exception {
        Path file = newest(".module");
        JsonNode module = new ObjectMapper().readTree(file.toFile());
        String version = folder.getFileName().toString();
        holds(module.path("formatVersion").asText().equals("1.1"), "formatVersion is 1.1");
        JsonNode component = module.path("component");
        holds(component.path("group").asText().equals("io.tributary")
                && component.path("module").asText().equals(artifact)
                && component.path("version").asText().equals(version), "it is of io.tributary:" + artifact + ":" + version);
        Set<String> names = new TreeSet<>();
        for (JsonNode variant : module.path("variants")) {
            names.add(variant.path("name").asText());
            files(variant, version);
        }
        holds(names.equals(VARIANTS), "its variants are " + VARIANTS + ", not " + names);
        Path pom = newest(".pom");
        holds(Files.readString(pom).contains(MARKER), "its pom says that there is metadata");
        for (String name : List.of("apiElements", "runtimeElements")) {
            dependencies(name, module, pom);
        }
    }

    /** Sizes and hashes are those of the files beside it; a snapshot's files have its time in their names. */
    private void files(JsonNode variant, String version) throws Exception {
        JsonNode file = variant.path("files").path(0);
        String ending = file.path("name").asText().substring((artifact + "-" + version).length());
        byte[] bytes = Files.readAllBytes(newest(ending));
        holds(file.path("size").asLong() == bytes.length, variant.path("name").asText() + " has the size of its file");
        holds(file.path("sha256").asText().equals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))),
                variant.path("name").asText() + " has the hash of its file");
    }

    /** As in the pom, each with a version; and the bill of materials as a platform. */
    private void dependencies(String name, JsonNode module, Path pom) throws Exception {
        Set<String> told = new TreeSet<>();
        boolean platform = false;
        for (JsonNode variant : module.path("variants")) {
            if (variant.path("name").asText().equals(name)) {
                for (JsonNode dependency : variant.path("dependencies")) {
                    boolean bom = dependency.path("attributes").path("org.gradle.category").asText().equals("platform");
                    platform |= bom && dependency.path("module").asText().equals("tributary-bom");
                    holds(!dependency.path("version").path("requires").asText().isEmpty(),
                            dependency.path("module").asText() + " has a version");
                    if (!bom) {
                        told.add(dependency.path("group").asText() + ":" + dependency.path("module").asText());
                    }
                }
            }
        }
        holds(platform, name + " names the bill of materials");
        Set<String> ours = inPom(pom, name.equals("apiElements") ? Set.of("", "compile") : Set.of("", "compile", "runtime"));
        ours.add("org.jspecify:jspecify"); // of every module, by the root pom
        holds(told.equals(ours), name + " depends on " + ours + ", not on " + told);
    }

    private static Set<String> inPom(Path pom, Set<String> scopes) throws Exception {
        Element project = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
        Set<String> found = new TreeSet<>();
        NodeList all = project.getElementsByTagName("dependency");
        for (int i = 0; i < all.getLength(); i++) {
            Element dependency = (Element) all.item(i);
            if (dependency.getParentNode().getParentNode() == project && scopes.contains(text(dependency, "scope"))
                    && !text(dependency, "optional").equals("true")) {
                found.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
            }
        }
        return found;
    }

    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private Path newest(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".*[0-9T]" + ending.replace(".", "\\.")))
                    .max(Path::compareTo).orElseThrow(() -> new IOException(folder + " has no file *" + ending));
        }
    }

    private void holds(boolean it, String what) {
        if (!it) {
            wrong.add(artifact + ": it does not hold that " + what);
        }
    }
}
