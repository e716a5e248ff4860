package io.tributary.learning.djl.torchscript;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of the language that torch.jit.save writes: from one line's beginning to where its brackets are closed.
 *
 * @param number of its first line in the file, 1-based
 * @param indent blanks before it
 * @param tokens names, numbers, texts in quotes, and marks
 */
record CodeLine(int number, int indent, List<String> tokens) {
    private static final int DEEPEST = 64;
    private static final int MOST_TOKENS = 1 << 14;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern TOKEN = Pattern.compile("(?<blank> +)|[A-Za-z_][A-Za-z0-9_]*"
            + "|[0-9]++(?:\\.[0-9]*+)?(?:[eE][+-]?[0-9]++)?"
            + "|\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[^\\p{Cntrl}])*+\"|'(?:[^'\\\\\\p{Cntrl}]|\\\\[^\\p{Cntrl}])*+'"
            + "|->|[\\[\\](){},:.=-]");

    /**
     * Cuts a file into statements.
     *
     * @throws ScriptException naming file and line, if it has anything that such a file has not: other operators than calls among it
     */
    static List<CodeLine> read(String file, ByteBuffer bytes) {
        String[] lines = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString().split("\n", -1);
        List<CodeLine> statements = new ArrayList<>();
        int next = 0;
        while (next < lines.length) {
            int first = next;
            int depth = 0;
            List<String> tokens = new ArrayList<>();
            do {
                depth = cut(file, next, lines[next], tokens, depth);
                next++;
            } while (depth > 0 && next < lines.length);
            if (depth != 0 || tokens.size() > MOST_TOKENS) {
                throw wrong(file, first + 1, "a statement has " + tokens.size() + " words, and brackets that are "
                        + (depth == 0 ? "closed" : "not closed"));
            }
            if (!tokens.isEmpty()) {
                statements.add(new CodeLine(first + 1, indent(file, first + 1, lines[first]), List.copyOf(tokens)));
            }
        }
        return statements;
    }

    private static int indent(String file, int number, String line) {
        int indent = 0;
        while (line.charAt(indent) == ' ') {
            indent++;
        }
        if (indent > 2 * DEEPEST) {
            throw wrong(file, number, "it is nested deeper than " + DEEPEST);
        }
        return indent;
    }

    private static int cut(String file, int index, String line, List<String> tokens, int outside) {
        Matcher matcher = TOKEN.matcher(line);
        int depth = outside;
        int at = 0;
        while (at < line.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw wrong(file, index + 1, "'" + line.substring(at, Math.min(line.length(), at + 16))
                        + "' is not as torch.jit.save writes code");
            }
            at = matcher.end();
            if (matcher.group("blank") == null) {
                String token = matcher.group();
                depth += "([{".contains(token) ? 1 : ")]}".contains(token) ? -1 : 0;
                if (depth < 0 || depth > DEEPEST) {
                    throw wrong(file, index + 1, "brackets are nested deeper than " + DEEPEST
                            + ", or closed more often than opened");
                }
                tokens.add(token);
            }
        }
        return depth;
    }

    static ScriptException wrong(String file, int line, String what) {
        return new ScriptException(file + ", line " + line + ": " + what);
    }

    static boolean isName(String token) {
        return NAME.matcher(token).matches();
    }

    static boolean isText(String token) {
        return token.startsWith("\"") || token.startsWith("'");
    }

    /** What is in the quotes of a text without escapes; with some, it is no name that anything here has. */
    static String unquoted(String text) {
        return text.substring(1, text.length() - 1);
    }

    /** A token, or nothing beyond the end. */
    String token(int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index) : "";
    }

    /** Whether it begins with these. */
    boolean begins(String... with) {
        return tokens.size() >= with.length && tokens.subList(0, with.length).equals(List.of(with));
    }

    /** Where a dotted name ends that begins at a token: the index after it. */
    int chainEnd(int from) {
        int end = from + 1;
        while (token(end).equals(".") && isName(token(end + 1))) {
            end += 2;
        }
        return end;
    }

    /** Tokens as one word, such as a dotted name or a type. */
    String word(int from, int to) {
        return String.join("", tokens.subList(from, to));
    }

    /** The statement as the engine is given it. */
    static String written(int indent, List<String> tokens) {
        return " ".repeat(indent) + String.join(" ", tokens) + "\n";
    }
}
