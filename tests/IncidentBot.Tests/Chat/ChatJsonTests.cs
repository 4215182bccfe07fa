using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;

namespace IncidentBot.Tests.Chat;

public sealed class ChatJsonTests
{
    private static readonly ChannelTarget Channel = ChannelTarget.Of(new ChannelId("C1"));
    private static readonly MessageTarget Message = MessageTarget.Of(new MessageId(new ChannelId("C1"), "1772442000.000100"));
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Card Card = new("Größe <&> 🔥", [
        new Heading("Heading"),
        new Paragraph(
            RichText.Of("plain ").Bold("bold").Code("code").Person(new PersonId("U1"), "Ana").Channel(new ChannelId("C2"), "general").Time(At).Link(new Uri("https://example.com/?a=1&b=2"), "label").Command("help").Then(RichText.Of($"{new CommandSpan("list", ByMention: true)}")),
            new Button("take_command", "Take command", "INC-7", ButtonStyle.Primary, "Sure?")),
        new Fields([new Field("Severity", "2")]),
        new SmallPrint("small"),
        new Buttons([new Button("list", "List", string.Empty)]),
        new Rule(),
    ]);

    private static readonly ChatAction[] Examples =
    [
        new OpenChannel("inc-7", Private: true),
        new SetTopic(ChannelTarget.From("INC-7/channel"), "topic"),
        new Invite(Channel, [new PersonId("U1"), new PersonId("U2")]),
        new PostCard(Channel, Card, "1772442000.000100"),
        new UpdateCard(MessageTarget.From("INC-7/card"), Card),
        new UpdateCard(MessageTarget.From("INC-7/announcement"), Card) { MayBeGone = true },
        new PinMessage(Message),
        new PostCard(Channel, Card) { ThreadOf = "INC-7/announcement", AlsoInChannel = true },
        new DeletePosted(MessageTarget.From("INC-7/reminder/1")),
        new DeleteMessage(new MessageId(new ChannelId("C1"), "1772442000.000200")),
        new Answer(new ReplyTo(new ChannelId("C1"), new PersonId("U1"), Handle: "sealed", Mentioned: true), Card),
        new ArchiveChannel(ChannelTarget.Of(new ChannelId("C1"))),
        new ShowHome(new PersonId("U1"), Card.Of("home")),
        new UploadFile(Channel, "postmortem.md", "Postmortem", "# Text\n", "Here it is"),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Examples.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_action_comes_back_as_it_was_written(int number)
    {
        var text = ChatJson.Write(Examples[number]);

        var read = ChatJson.ReadAction(text);

        Assert.Equal(Examples[number].GetType(), read.GetType());
        Assert.Equal(text, ChatJson.Write(read));
    }

    [Fact]
    public void A_card_of_version_0_1_0_is_still_read()
    {
        const string stored = """
            {"is":"answer","to":{"channel":"C1","person":"U1","threadTs":"1772442000.000100"},"card":{"text":"Type `/incident help`.","parts":[{"is":"paragraph","text":{"spans":[{"is":"plain","text":"Type "},{"is":"code","text":"/incident help"}]}}]}}
            """;

        var read = Assert.IsType<Answer>(ChatJson.ReadAction(stored));

        Assert.False(read.To.Mentioned);
        Assert.Equal("Type /incident help", Assert.IsType<Paragraph>(Assert.Single(read.Card.Parts)).Text.ToPlainText());
    }

    [Fact]
    public void Every_action_has_its_example_here()
    {
        var known = typeof(ChatAction).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(attribute => attribute.DerivedType);
        var all = typeof(ChatAction).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ChatAction)));

        Assert.Equal(all.ToHashSet(), known.ToHashSet());
        Assert.Equal(known.ToHashSet(), Examples.Select(action => action.GetType()).ToHashSet());
    }

    [Fact]
    public void The_stored_text_is_short_and_readable()
    {
        Assert.Equal(
            """{"is":"post-card","channel":{"known":"C1"},"card":{"text":"Größe","parts":[{"is":"paragraph","text":{"spans":[{"is":"plain","text":"a < b"}]}}]}}""",
            ChatJson.Write(new PostCard(Channel, new Card("Größe", [new Paragraph("a < b")]))));
    }

    [Theory]
    [InlineData("""{"is":"teleport"}""")]
    [InlineData("null")]
    [InlineData("nonsense")]
    public void What_is_not_an_action_is_refused(string text) =>
        Assert.Throws<JsonException>(() => ChatJson.ReadAction(text));
}
