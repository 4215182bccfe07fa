using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace IncidentBot.Host.Tests.Rubbish;

/// <summary>Whatever is sent, the bot answers it with a status, keeps nothing that it cannot read, and goes on.</summary>
public sealed class RubbishTests
{
    [Fact]
    public async Task Fifteen_hundred_spoiled_requests_do_no_harm()
    {
        await using var stage = await RubbishStage.StartAsync(CancellationToken.None);

        var report = await new RubbishRun(stage, seed: 7).RunAsync(1500, CancellationToken.None);

        Assert.Empty(report.Wrong);
        Assert.Empty(report.Trouble);
        Assert.Empty(report.DeadByFault);
        Assert.Empty(report.Unreadable);
        Assert.True(report.Kept > 100, $"Only {report.Kept} were good enough to be stored.");
    }

    [Fact]
    public async Task Any_words_typed_by_anyone_anywhere_are_answered_and_worked()
    {
        await using var stage = await RubbishStage.StartAsync(CancellationToken.None);
        var words = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? string.Empty);
        var number = 0;
        var commands = from verb in Gen.Elements("", "note ", "start ", "status mitigated ", "role commander ", "timeline ", "impact ") from text in words select verb + text;
        var ids = Gen.OneOf(Gen.Constant("C100"), Gen.Constant("CINC1"), words);
        Prop.ForAll(Arb.From(commands.Zip(ids)), async sent =>
        {
            var form = $"team_id=T100&user_id=U100&channel_id={Escape(sent.Item2)}&text={Escape(sent.Item1)}&trigger_id=t{++number}";
            var status = await stage.SendAsync("/slack/commands", "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(form), CancellationToken.None);
            return status is 200 or 400;
        }).QuickCheckThrowOnFailure();

        Assert.Empty(await stage.UnreadableAsync(CancellationToken.None));
        Assert.True(await stage.DrainAsync(CancellationToken.None));
        Assert.Empty(stage.Log.Lines);
        Assert.DoesNotContain(await stage.DeadAsync(CancellationToken.None), dead => dead.StartsWith("inbox", StringComparison.Ordinal));
    }

    private static string Escape(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"));
}
