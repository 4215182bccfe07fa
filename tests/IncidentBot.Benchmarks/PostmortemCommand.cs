using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using IncidentBot.Benchmarks.Postmortem;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Benchmarks;

/// <summary><c>postmortem</c>: what each step of a postmortem costs for records of 100, 1,000 and 10,000 entries.</summary>
internal static class PostmortemCommand
{
    private const double MostPerEntry = 1.3, MostBesideWriting = 10;
    private const int Rounds = 5;

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);

    private static readonly int[] Lengths = [100, 1_000, 10_000];

    // A new step of the postmortem gets a row here.
    private static readonly (string Name, Func<Material, Task> DoAsync)[] Steps =
    [
        ("facts", static material => Task.FromResult(DraftFacts.Of(material.Record))),
        ("assemble", static material => Task.FromResult(PostmortemDocument.Assemble(material.Record))),
        ("lint", static material => Task.FromResult(BlamelessCheck.OfMarkdown(material.Markdown, material.People))),
        ("page", static material => Task.FromResult(PostmortemPage.Render("INC-1", material.Markdown))),
        ("confluence", static material => Task.FromResult(ConfluencePage.Render(material.Markdown))),
        ("merge", static material => Task.FromResult(MergeSections.Of(material.Markdown, material.Newer, material.Edited, new MergeNames("Ada", MergeNames.Record)))),
        ("json", static material => Task.FromResult(ReadableJson.Write(ExportRules.Of(material.Record, new ExportedPostmortem(1, material.Markdown))))),
    ];

    public static Command Create()
    {
        var command = new Command("postmortem", "What each step of a postmortem costs for records of 100, 1,000 and 10,000 entries.");
        command.SetAction((_, _) => RunAsync());
        return command;
    }

    private static async Task<int> RunAsync()
    {
        Console.WriteLine(Machine.Describe());
        var table = new Dictionary<string, List<Cost>>(StringComparer.Ordinal);
        foreach (var length in Lengths)
        {
            foreach (var (name, cost) in await MeasureAsync(length))
                (table.TryGetValue(name, out var row) ? row : table[name] = []).Add(cost);
        }

        var measure = table["write"][^1].Milliseconds + table["read"][^1].Milliseconds;
        Console.WriteLine($"{"",-12}{string.Join("", Lengths.Select(length => $"{length,12:N0} entries"))}   per entry  x(write+read)  allocated");
        var isKept = true;
        foreach (var (name, row) in table)
        {
            var ratio = PerEntry(row);
            var times = row[^1].Milliseconds / measure;
            var isStep = name is not ("read" or "write");
            isKept &= !isStep || (ratio <= MostPerEntry && times <= MostBesideWriting);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-12}{string.Join("", row.Select(cost => string.Create(CultureInfo.InvariantCulture, $"{cost.Milliseconds,17:0.00} ms")))}   {ratio,8:0.00} {(isStep ? times : 0),12:0.00}   {row[^1].Megabytes,6:0.0} MB"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Wanted: at most {MostPerEntry:0.0} per entry and {MostBesideWriting:0} times writing the Markdown to a file and reading the record once ({measure:0.0} ms). Peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MB."));
        return isKept ? 0 : 1;
    }

    // The longer beside the shorter, entry by entry; what is done once for each document makes the short one dearer, never cheaper.
    private static double PerEntry(List<Cost> row) => Enumerable.Range(1, row.Count - 1).Max(at => row[at].Milliseconds / Lengths[at] / (row[at - 1].Milliseconds / Lengths[at - 1]));

    private static async Task<IReadOnlyList<(string Name, Cost Cost)>> MeasureAsync(int length)
    {
        await using var stored = await LongRecord.CreateAsync(length);
        var record = await stored.ReadAsync();
        var markdown = PostmortemDocument.Assemble(record);
        var material = new Material(record, markdown, new KnownPeople(record.Timeline.Select(entry => entry.Author.Name).Distinct(StringComparer.Ordinal).ToList()));
        var bytes = Encoding.UTF8.GetBytes(markdown);
        Console.WriteLine($"{length:N0} entries: {bytes.Length:N0} bytes of Markdown.");
        List<(string, Cost)> costs =
        [
            ("read", await CostAsync(stored.ReadAsync)),
            ("write", await CostAsync(() => File.WriteAllBytesAsync(stored.PathOf("draft.md"), bytes))),
        ];
        foreach (var (name, doAsync) in Steps)
            costs.Add((name, await CostAsync(() => doAsync(material))));
        costs.Add(("zip", await CostAsync(() => ZipAsync(stored))));
        return costs;
    }

    // Whole, with its read of the record and the audit trail.
    private static async Task ZipAsync(LongRecord stored)
    {
        await using var to = File.Create(stored.PathOf("export.zip"));
        await stored.Get<IncidentArchive>().WriteAsync(await stored.IncidentAsync(), to, default);
    }

    // The processors' own time, since others use them too, and a long piece of work is interrupted more often than a short one; of rounds that
    // are long enough to be measured, the best.
    private static async Task<Cost> CostAsync(Func<Task> doAsync)
    {
        await doAsync();
        var (times, best, allocated) = (1, double.MaxValue, 0L);
        for (var round = 0; round < Rounds;)
        {
            GC.Collect();
            var (bytes, cpu) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
            for (var time = 0; time < times; time++)
                await doAsync();
            var took = Environment.CpuUsage.TotalTime - cpu;
            if (took < Least)
            {
                times *= 2;
                continue;
            }

            best = Math.Min(best, took.TotalMilliseconds / times);
            allocated = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / times;
            round++;
        }

        return new Cost(best, allocated / 1048576.0);
    }

    private sealed record Material(PostmortemRecord Record, string Markdown, KnownPeople People)
    {
        /// <summary>What a longer record gives: each twentieth line was corrected, and there is one more.</summary>
        public string Newer { get; } = Changed(Markdown, 7, static line => line + ", corrected") + "\nOne more.\n";

        /// <summary>What somebody made of it: a word more in each twentieth line, and lessons.</summary>
        public string Edited { get; } = Changed(Markdown, 13, static line => line + " (seen by us)").Replace("## Lessons\n", "## Lessons\n\n- Ask earlier.\n", StringComparison.Ordinal);

        private static string Changed(string markdown, int of, Func<string, string> change) =>
            string.Join('\n', markdown.Split('\n').Select((line, number) => number % 20 == of && line.StartsWith("- ", StringComparison.Ordinal) ? change(line) : line));
    }

    private sealed record Cost(double Milliseconds, double Megabytes);
}
