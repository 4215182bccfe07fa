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

    /// <summary>The risky thing that is touched; null: none that is known.</summary>
    public static ChangeKind? Risky(SuspectChange change)
    {
        if (change.Kind != ChangeKind.Deploy)
            return change.Kind;

        foreach (var (kind, marks) in Paths)
        {
            if (change.Files.Any(file => !IsHarmless(file) && marks.Any(mark => file.Contains(mark, StringComparison.OrdinalIgnoreCase))))
                return kind;
        }

        return null;
    }

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

    private static bool IsHarmless(string file)
    {
        var path = file.Trim().ToLowerInvariant();
        return HarmlessEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))
            || HarmlessFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)
                || path.Contains("/" + folder, StringComparison.Ordinal))
            || path.Contains("changelog", StringComparison.Ordinal) || path.Contains("/strings/", StringComparison.Ordinal);
    }
}
