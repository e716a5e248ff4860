package io.tributary.loadtest.docs;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java on a page compiles, with what a reader is told to have: {@link #GIVEN}. Imports are those of public types that it names. */
final class SnippetsCheck implements PageCheck {
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```");
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w+\\b");
    private static final String GIVEN = """
            static String token;
            static io.tributary.learning.LocalTrainer trainer;
            static List<String> labels;
            static io.tributary.protocol.plan.InputMeaning meaning;
            static float[] input;
            """;
    private final Sources sources;

    SnippetsCheck(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Stream<String> falsehoods(Page page) {
        return JAVA.matcher(page.text()).results().map(MatchResult::group).flatMap(this::errors);
    }

    private Stream<String> errors(String block) {
        String code = block.substring(block.indexOf('\n') + 1, block.lastIndexOf("```"));
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(Writer.nullWriter(), null, found, List.of("-proc:none"), null,
                List.of(new Snippet(source(code))));
        try {
            var _ = task.analyze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.getDiagnostics().stream().filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> "has Java that does not compile: " + each.getMessage(Locale.ROOT).lines().findFirst()
                        .orElse("") + ", after " + code.lines().findFirst().orElse(""));
    }

    private String source(String code) {
        Set<String> named = TYPE.matcher(code).results().map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        String imports = sources.files().keySet().stream().filter(SnippetsCheck::isPublic)
                .filter(type -> named.contains(type.substring(type.lastIndexOf('.') + 1)))
                .map("import %s;\n"::formatted).collect(Collectors.joining());
        return imports + "import java.net.*; import java.nio.file.*; import java.util.*;\nclass Snippet {\n" + GIVEN
                + "static void run() throws Exception {\n" + code + "}}\n";
    }

    private static boolean isPublic(String type) {
        try {
            return type.startsWith("io.tributary.") && Modifier.isPublic(
                    Class.forName(type, false, SnippetsCheck.class.getClassLoader()).getModifiers());
        } catch (ClassNotFoundException | LinkageError elsewhere) {
            return false;
        }
    }

    private static final class Snippet extends SimpleJavaFileObject {
        private final String source;

        Snippet(String source) {
            super(URI.create("memory:///Snippet.java"), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
