using IncidentBot.Language;

namespace IncidentBot.Changes.Suspicion;

/// <summary>What a change touches, read from its kind, its paths and its words.</summary>
internal static class Nature
{
    private static readonly string[] HarmlessFolders =
        [
            "docs/", "doc/", "test/", "tests/", "spec/", "__tests__/", ".github/", "i18n/", "locales/", "locale/", "translations/",
            "stories/", "fixtures/",
        ];

    private static readonly string[] HarmlessEndings =
        [
            ".md", ".mdx", ".rst", ".adoc", ".css", ".scss", ".less", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".woff",
            ".woff2", ".po",
            "_test.go", "_test.py", ".test.ts", ".test.js", ".test.tsx", ".spec.ts", ".spec.js", "_spec.rb", "tests.cs", "test.java",
            ".snap", ".stories.tsx", "license", "codeowners", ".gitignore", ".editorconfig",
        ];

    private static readonly string[] WatchingFolders = ["/metrics", "/dashboard", "/grafana", "/alerts", "/monitoring/", "/telemetry"];

    private static readonly string[] CodeEndings =
        [
            ".go", ".rs", ".java", ".kt", ".kts", ".scala", ".clj", ".cljs", ".cs", ".fs", ".c", ".cc", ".cpp", ".h", ".hpp", ".py",
            ".rb", ".php",
            ".js", ".jsx", ".ts", ".tsx", ".mjs", ".vue", ".swift", ".m", ".ex", ".exs", ".erl", ".hs", ".lua", ".pl", ".sh", ".sql",
            ".dart",
        ];

    private static readonly string[] Dormant =
        [
            "behind toggle", "behind a toggle", "behind flag", "behind a flag", "behind a feature flag", "only shadow", "shadow only",
            "shadow mode",
            "dry run", "dry-run", "not used yet", "unused", "no callers yet", "off by default", "disabled by default", "prepared",
            "route 0%",
            "-> 0%", "to 0%", "internal only", "for employees only",
        ];

    private static readonly string[] CommentMarks = ["//", "# ", "-- ", "/*", "* ", "<!--", "; "];

    private static readonly (ChangeKind Kind, string[] Marks)[] Paths =
    [
        (ChangeKind.Migration, ["migrat", ".sql", "schema.rb", "alembic", "flyway", "liquibase"]),
        (ChangeKind.Job, ["cron", "schedule", "/jobs/", "jobs/", ".timer"]),
        (ChangeKind.Dependency,
            [
                "package.json", "package-lock", "yarn.lock", "pnpm-lock", "pom.xml", "build.gradle", "go.mod", "go.sum", "gemfile",
                "requirements",
                "poetry.lock", "pipfile", "cargo.toml", "cargo.lock", "packages.props", ".csproj", "composer.json", "dockerfile",
            ]),
        (ChangeKind.Infrastructure, ["terraform", ".tf", ".tfvars", "ansible", "packer", "cloudformation", "iam/", "k8s/", "network"]),
        (ChangeKind.Flag, ["flags", "feature_flag", "features.y", "featureflags"]),
        (ChangeKind.Config,
            [
                ".yaml", ".yml", ".toml", ".ini", ".conf", ".cfg", ".env", ".properties", ".hcl", ".vcl", "config",
                "settings", "appsettings",
                "values.", "limits", ".rules",
            ]),
    ];

    /// <summary>Whether all paths are of documentation, tests, styles or wording.</summary>
    public static bool IsHarmlessByFiles(SuspectChange change) => change.Files.Count > 0 && change.Files.All(IsHarmless);

    /// <summary>Whether all paths are of what only measures and shows.</summary>
    public static bool OnlyWatchesByFiles(SuspectChange change) => change.Files.Count > 0 && change.Files.All(file => IsHarmless(file)
        || WatchingFolders.Any(mark => ("/" + file).Contains(mark, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a diff is known and changes nothing but comments and blank lines.</summary>
    public static bool ChangesOnlyComments(SuspectChange change)
    {
        if (change.Diff is not { } diff)
            return false;

        var (added, removed) = (new List<string>(), new List<string>());
        foreach (var line in diff.Split('\n'))
        {
            if (line.StartsWith("+++", StringComparison.Ordinal) || line.StartsWith("---", StringComparison.Ordinal) || line.Length == 0)
                continue;
            if (line[0] is '+' or '-' && WithoutComment(line[1..]) is { Length: > 0 } code)
                (line[0] == '+' ? added : removed).Add(code);
        }

        return diff.AsSpan().ContainsAny("+-") && added.Order(StringComparer.Ordinal).SequenceEqual(removed.Order(StringComparer.Ordinal));
    }

    private static string WithoutComment(string line)
    {
        var code = line.Trim();
        foreach (var mark in CommentMarks)
        {
            if (code.StartsWith(mark, StringComparison.Ordinal))
                return "";

            var at = code.IndexOf(" " + mark, StringComparison.Ordinal);
            code = at < 0 ? code : code[..at].TrimEnd();
        }

        return code;
    }

    /// <summary>The risky thing that is touched; null: none that is known.</summary>
    public static ChangeKind? Risky(SuspectChange change)
    {
        if (change.Kind != ChangeKind.Deploy)
            return change.Kind;

        foreach (var (kind, marks) in Paths)
        {
            // "config.go" is a program.
            var files = kind == ChangeKind.Config ? change.Files.Where(file => !IsCode(file)) : change.Files;
            if (files.Any(file => !IsHarmless(file) && marks.Any(mark => file.Contains(mark, StringComparison.OrdinalIgnoreCase))))
                return kind;
        }

        return null;
    }

    /// <summary>Whether it says of itself that it isn't used yet.</summary>
    public static bool IsDormant(SuspectChange change) => change.Description is { } said
        && Array.Exists(Dormant, words => said.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>The risky thing in words.</summary>
    public static string InWords(ChangeKind kind) => kind switch
    {
        ChangeKind.Migration => "a database migration",
        ChangeKind.Job => "a job or a schedule",
        ChangeKind.Dependency => "a dependency",
        ChangeKind.Infrastructure => "infrastructure",
        ChangeKind.Flag => "a feature flag",
        ChangeKind.Config => "settings",
        _ => Words.Of(kind),
    };

    private static bool IsCode(string file) =>
        Array.Exists(CodeEndings, ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsHarmless(string file)
    {
        var path = file.Trim().ToLowerInvariant();
        return HarmlessEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))
            || HarmlessFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)
                || path.Contains("/" + folder, StringComparison.Ordinal))
            || path.Contains("changelog", StringComparison.Ordinal) || path.Contains("/strings/", StringComparison.Ordinal);
    }
}
