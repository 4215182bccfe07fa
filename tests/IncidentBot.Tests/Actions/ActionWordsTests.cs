using IncidentBot.Actions;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Language;
using IncidentBot.Routing;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Actions;

public sealed class ActionWordsTests
{
    [Theory]
    [InlineData("action Cap the pool @Sam due friday", "Cap the pool", "U2", "friday")]
    [InlineData("action Cap the pool @Sam, due friday", "Cap the pool @Sam", null, "friday")]
    [InlineData("action Cap the pool due friday @Sam", "Cap the pool", "U2", "friday")]
    [InlineData("action @Sam Cap the pool due: 2026-12-10", "Cap the pool", "U2", "2026-12-10")]
    [InlineData("todo Cap the pool", "Cap the pool", null, null)]
    [InlineData("action Cap the pool @Sam", "Cap the pool", "U2", null)]
    [InlineData("action Ask @Sam for the heap dump", "Ask @Sam for the heap dump", null, null)]
    [InlineData("action Renew what is due before it is due in 2 weeks", "Renew what is due before it is", null, "in 2 weeks")]
    [InlineData("action Say which invoices are due", "Say which invoices are due", null, null)]
    [InlineData("action Check the due-date field", "Check the due-date field", null, null)]
    [InlineData("ACTION Cap the pool DUE Dec 10", "Cap the pool", null, "Dec 10")]
    public void The_owner_and_the_day_stand_at_the_ends(string typed, string text, string? owner, string? due)
    {
        var command = Assert.IsType<ActionCommand>(Parse(typed));

        Assert.Equal((text, owner, due), (command.Text, command.Owner?.Value, command.Due));
    }

    [Theory]
    [InlineData("action Cap the pool @me due friday")]
    [InlineData("action @me Cap the pool due friday")]
    [InlineData("action Cap the pool due friday @me")]
    public void Me_is_the_writer(string typed) => Assert.True(Assert.IsType<ActionCommand>(Parse(typed)) is { IsMine: true, Text: "Cap the pool", Due: "friday" });

    [Fact]
    public void What_looks_like_a_day_but_is_none_stays_in_the_words_and_is_named()
    {
        var command = Assert.IsType<ActionCommand>(Parse("action Cap the pool due mid of june"));

        Assert.Equal(("Cap the pool due mid of june", "mid of june"), (command.Text, command.NotADay));
    }

    [Fact]
    public void A_day_without_words_is_no_action_item() => Assert.IsType<ActionCommand>(Parse("action due friday"));

    [Theory]
    [InlineData("actions", ActionList.Here)]
    [InlineData("actions MINE", ActionList.Mine)]
    [InlineData("actions open", ActionList.Open)]
    [InlineData("actions overdue", ActionList.Overdue)]
    public void A_list_has_a_word(string typed, object list) => Assert.Equal(list, Assert.IsType<ActionsCommand>(Parse(typed)).List);

    [Fact]
    public void A_mistyped_list_is_guessed() => Assert.StartsWith("I don't know the list “overdu”. Did you mean “overdue”?", Assert.IsType<NotUnderstood>(Parse("actions overdu")).Sentence.ToPlainText(), StringComparison.Ordinal);

    [Theory]
    [InlineData("TODO: cap the pool", "cap the pool")]
    [InlineData("*Action:* cap the pool", "cap the pool")]
    [InlineData("Action item: cap the pool", "cap the pool")]
    [InlineData("follow-up : cap the pool", "cap the pool")]
    [InlineData("Actions taken: none", null)]
    [InlineData("We have a TODO: cap the pool", null)]
    [InlineData("TODO", null)]
    [InlineData("TODO:", null)]
    public void Words_that_begin_as_a_task_are_known(string text, string? task) => Assert.Equal(task, ToDoWords.Of(text));

    private static Command Parse(string typed)
    {
        var at = typed.IndexOf("@Sam", StringComparison.Ordinal);
        return Capabilities.Parser().Parse(new TypedText(typed, at < 0 ? [] : [new Mention(at, 4, Sam.Id)]));
    }
}
