using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Tests.Delivery;

/// <summary>What follows where a platform takes a message without its charts.</summary>
public sealed class PicturesInsteadTests : IDisposable
{
    private static readonly ChannelTarget Channel = ChannelTarget.Of(new ChannelId("C1"));

    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = ManualTime.Clock();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_pictures_of_refused_charts_are_uploaded_once_into_the_messages_thread()
    {
        await using var bot = await BotAsync();
        bot.Platform.OnSend = WithoutCharts;
        await bot.StoreAsync("1", new Outgoing("signals", Post("one.png", null, "two.png")));
        await StepsAsync(bot);

        Assert.Equal(["signals", "signals/picture/1", "signals/picture/2"], bot.Platform.SentKeys);
        var uploads = bot.Platform.Sent.Select(request => request.Action).OfType<UploadFile>().ToList();
        Assert.Equal(["one.png", "two.png"], uploads.Select(upload => upload.FileName));
        Assert.All(uploads, upload => Assert.Equal(("ts-signals", "What it shows", true), (upload.Thread, upload.Alt, upload.MayBeMissing)));
        Assert.All(bot.Platform.Sent.Skip(1), request => Assert.Equal([1, 2, 3], request.File));
    }

    [Fact]
    public async Task A_message_in_a_thread_has_its_picture_there()
    {
        await using var bot = await BotAsync();
        bot.Platform.OnSend = WithoutCharts;
        await bot.StoreAsync("1", new Outgoing("signals", Post("one.png") with { Thread = "9.9" }));
        await StepsAsync(bot);

        Assert.Equal("9.9", Assert.IsType<UploadFile>(bot.Platform.Sent[1].Action).Thread);
    }

    [Fact]
    public async Task Where_the_charts_are_shown_nothing_is_uploaded()
    {
        await using var bot = await BotAsync();
        await bot.StoreAsync("1", new Outgoing("signals", Post("one.png")));
        await StepsAsync(bot);

        Assert.Equal(["signals"], bot.Platform.SentKeys);
    }

    [Fact]
    public async Task A_newer_state_of_a_message_leaves_no_further_picture()
    {
        await using var bot = await BotAsync();
        bot.Platform.OnSend = WithoutCharts;
        await bot.StoreAsync("1", new Outgoing("signals", new UpdateCard(MessageTarget.Of(new MessageId(new ChannelId("C1"), "9.9")), Post("one.png").Card)));
        await StepsAsync(bot);

        Assert.Equal(["signals"], bot.Platform.SentKeys);
    }

    [Fact]
    public async Task A_lost_answer_that_is_found_again_brings_the_pictures_too()
    {
        await using var bot = await BotAsync();
        bot.Platform.OnSend = request => request.Action is PostCard
            ? Task.FromResult<SendOutcome>(new OutcomeUnknown("lost"))
            : Task.FromResult(FakePlatform.Done(request));
        bot.Platform.OnSettle = request => new Sent(new ChannelId("C1"), "5.5") { IsWithoutCharts = request.Action is PostCard };
        await bot.StoreAsync("1", new Outgoing("signals", Post("one.png")));
        await StepsAsync(bot);

        Assert.Equal(["signals", "signals/picture/1"], bot.Platform.SentKeys);
    }

    [Fact]
    public async Task What_follows_and_cannot_be_written_at_once_is_still_followed_by_the_pictures_once()
    {
        await using var bot = await BotAsync();
        bot.Platform.OnSend = WithoutCharts;
        var broken = true;
        bot.OnSent = (_, _, _) => broken ? throw new InvalidOperationException("not now") : Task.CompletedTask;
        await bot.StoreAsync("1", new Outgoing("signals", Post("one.png")) { For = new SentFor(7, "signals") });
        await bot.StepAsync();
        broken = false;
        await StepsAsync(bot);

        Assert.Equal(["signals", "signals/picture/1"], bot.Platform.SentKeys);
        Assert.Equal("done", await bot.StateOfAsync("signals"));
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("not made")]
    public async Task A_picture_that_cannot_be_shown_is_no_dead_letter(string why)
    {
        await using var bot = await BotAsync();
        bot.Platform.OnSend = request => request.Action is UploadFile
            ? Task.FromResult<SendOutcome>(new NotSent("no", Permanent: true, null, "No."))
            : WithoutCharts(request);
        await bot.StoreAsync("1", new Outgoing("signals", Post(why == "refused" ? "one.png" : "nobody makes this")));
        await StepsAsync(bot);

        Assert.Empty(await bot.Database.QueryAsync<string>("SELECT effect_key FROM outbox WHERE state = 'dead'", null, default));
        Assert.DoesNotContain("dead", await bot.StateOfAsync("signals/picture/1"), StringComparison.Ordinal);
    }

    private async Task StepsAsync(Bot bot)
    {
        for (var step = 0; step < 6; step++)
        {
            await bot.StepAsync();
            time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private Task<Bot> BotAsync() => Bot.StartAsync(folder.Database, time, makers: [new FileMaker("kept-picture", (_, _, _) => Task.FromResult<byte[]>([1, 2, 3]))]);

    private static Task<SendOutcome> WithoutCharts(SendRequest request) => Task.FromResult<SendOutcome>(
        (Sent)FakePlatform.Done(request) with { IsWithoutCharts = request.Action is not UploadFile });

    private static PostCard Post(params string?[] pictures) => new(Channel, new Card("words", [.. pictures.Select(Chart)]));

    private static Chart Chart(string? picture) => new("Title", "duration", "ms", [ManualTime.Start], [new ChartLine("p99", [1])], "What it shows")
    {
        Picture = picture is null ? null : new ChartPicture(picture, new FileMadeBy(picture.Contains("nobody", StringComparison.Ordinal) ? "nobody" : "kept-picture", "x")),
    };
}
