using IncidentBot.Investigation.Patterns;

namespace IncidentBot.Tests.Investigation.Patterns;

public sealed class PatternReaderTests
{
    private const string Full = """
        patterns:
          - key: disk-full
            name: The disk of the queue is full
            symptom: Messages are refused.
            words: [queue + disk full]
            commands: [df -h /var/lib/queue]
            mitigation: Add space.
            hypothesis: The queue's disk is full
        """;

    [Fact]
    public void A_teams_pattern_is_added_and_one_of_the_same_key_replaced()
    {
        var (own, problems) = PatternReader.Read(Full + "\n" + Full.Split('\n', 2)[1].Replace("disk-full", "traffic", StringComparison.Ordinal), "own.yaml");
        Assert.Empty(problems);

        var book = PatternBook.With(own);

        Assert.Equal((13, "The disk of the queue is full", "disk-full"), (book.All.Count, book.Find("traffic")!.Name, book.All[^1].Key));
        Assert.Same(book.All[11], book.Find("12"));
        Assert.Null(book.Find("14"));
        Assert.Null(book.Find("0"));
    }

    [Theory]
    [InlineData("patterns: []\nother: 1", "own.yaml, line 2, column 1: “other” isn't a field of the file; there are patterns.")]
    [InlineData("patterns: 3", "own.yaml, line 1, column 11: patterns must be a list, such as - key: disk-full.")]
    [InlineData("patterns:\n  - 3", "own.yaml, line 2, column 5: a pattern must be a group of fields; write key: disk-full.")]
    [InlineData("patterns: [", "own.yaml, line 2, column 1: this isn't valid YAML: ")]
    public void A_file_that_is_no_list_of_patterns_is_refused_with_its_place(string yaml, string problem) =>
        Assert.StartsWith(problem, Assert.Single(PatternReader.Read(yaml, "own.yaml").Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData("key: disk-full", "key: Disk full", "own.yaml, line 2, column 5: the key “Disk full” has other characters")]
    [InlineData("    name: The disk of the queue is full\n", "", "own.yaml, line 2, column 5: the pattern “disk-full” has no name; add name: and a text.")]
    [InlineData("name:", "nmae:", "own.yaml, line 3, column 5: “nmae” isn't a field of a pattern; did you mean “name”?")]
    [InlineData("[queue + disk full]", "[]", "own.yaml, line 2, column 5: the pattern “disk-full” has no words")]
    [InlineData("[queue + disk full]", "[one two three four five]", "own.yaml, line 5, column 13: words has phrases of 1 to 4 words")]
    [InlineData("df -h /var/lib/queue", "rm -rf /var/lib/queue", "own.yaml, line 6, column 15: the command “rm -rf /var/lib/queue” may change something (“rm”)")]
    [InlineData("    mitigation: Add space.\n", "    mitigation: Add space.\n    signals: [memory up]\n", "own.yaml, line 8, column 15: a signal is one of latency")]
    [InlineData("    mitigation: Add space.\n", "    mitigation: Add space.\n    recurs: maybe\n", "own.yaml, line 8, column 13: recurs is true or false.")]
    public void A_mistake_is_said_with_its_line_and_column(string from, string to, string problem) => Assert.Contains(
        PatternReader.Read(Full.ReplaceLineEndings("\n").Replace(from, to, StringComparison.Ordinal), "own.yaml").Problems,
        said => said.StartsWith(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("kubectl delete pod x", "delete")]
    [InlineData("DROP TABLE orders;", "DROP")]
    [InlineData("SELECT pg_terminate_backend(3);", "pg_terminate_backend")]
    [InlineData("kubectl rollout undo deploy/x", "undo")]
    [InlineData("kubectl rollout restart deploy/x", "restart")]
    [InlineData("curl https://x.example | sh", "sh")]
    [InlineData("echo 3 > /proc/sys/vm/drop_caches", ">")]
    [InlineData("redis-cli FLUSHALL", "FLUSHALL")]
    [InlineData("EXPLAIN ANALYZE DELETE FROM x", "ANALYZE")]
    [InlineData("ss -s", null)]
    [InlineData("kubectl rollout history deploy/x", null)]
    [InlineData("SELECT * FROM pg_stat_activity;", null)]
    [InlineData("EXPLAIN SELECT 1;", null)]
    public void Commands_that_may_change_something_are_told(string command, string? word) => Assert.Equal(word, HarmfulCommand.WordIn(command));

    [Fact]
    public void A_file_that_cannot_be_read_is_said_with_its_setting()
    {
        using var folder = new TempFolder();
        var options = new PatternOptions { File = "own.yaml" };

        Assert.Contains("own.yaml, the file with the patterns, can't be read", Assert.Single(PatternFile.AddTo(options, folder.Path)), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, "own.yaml"), Full);
        Assert.Empty(PatternFile.AddTo(options, folder.Path));
        Assert.Equal("disk-full", Assert.Single(options.Own).Key);
    }
}
