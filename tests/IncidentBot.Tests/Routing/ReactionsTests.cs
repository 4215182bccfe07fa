using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Routing;
using IncidentBot.Tests.Postmortem;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Routing;

/// <summary>What becomes of what a use case returns.</summary>
public sealed class ReactionsTests
{
    private static readonly Incident Incident = SampleRecord.Incident;
    private static readonly ReplyTo Elsewhere = new(new ChannelId("C9"), new PersonId("U9"));

    [Fact]
    public async Task Whoever_asked_is_told_why_nothing_has_happened()
    {
        var work = await FinishAsync(Happened.Refused("It can't be done."));

        var answer = Assert.IsType<Answer>(Assert.Single(work.Outgoing).Action);
        Assert.Equal((StoredIncident.By.Reply, "It can't be done."), (answer.To, answer.Card.Text));
    }

    [Fact]
    public async Task Nothing_tells_nobody_anything() => Assert.Empty((await FinishAsync(Happened.Nothing)).Outgoing);

    [Fact]
    public async Task In_the_bots_own_work_nobody_is_answered() =>
        Assert.Empty((await FinishAsync(Happened.Refused("Already so."), by: null)).Outgoing);

    [Fact]
    public async Task In_the_bots_own_work_somebody_is_answered_who_waits_for_it()
    {
        var work = await FinishAsync(Happened.Answered(Card.Of("Done."), Elsewhere), by: null);

        Assert.Equal(Elsewhere, Assert.IsType<Answer>(Assert.Single(work.Outgoing).Action).To);
    }

    [Fact]
    public async Task An_answer_beside_facts_is_given_before_anybody_reacts()
    {
        var work = await FinishAsync(Happened.To(Incident, new Noted()).Answering(Card.Of("Noted.")));

        Assert.Equal(["work/answer/0", "reacted"], work.Outgoing.Select(outgoing => outgoing.Key));
    }

    [Fact]
    public async Task The_keys_of_answers_count_what_was_sent_before()
    {
        var work = NewWork();
        work.Send(new Outgoing("first", new ShowHome(SampleRecord.Ada.Id, Card.Of("x"))));

        await FinishAsync(Happened.Answered(Card.Of("a")).Answering(Card.Of("b"), Elsewhere), StoredIncident.By, work);

        Assert.Equal(["first", "work/answer/1", "work/answer/2"], work.Outgoing.Select(outgoing => outgoing.Key));
    }

    [Fact]
    public async Task Who_led_to_a_fact_hears_what_a_reaction_could_not_do()
    {
        var work = await FinishAsync(Happened.To(Incident, new Lost()));

        var answer = Assert.IsType<Answer>(Assert.Single(work.Outgoing).Action);
        Assert.Equal((StoredIncident.By.Reply, "I can't read it."), (answer.To, answer.Card.Text));
    }

    [Fact]
    public async Task What_several_use_cases_came_to_is_told_in_their_order()
    {
        var both = Happened.All(
            Happened.To(Incident, new Noted()), Happened.Nothing, Happened.Refused("One."), Happened.To(Incident, new Lost()).Answering(Card.Of("Two.")));

        Assert.Equal([typeof(Noted), typeof(Lost)], both.Facts.Select(one => one.Fact.GetType()));
        Assert.Equal(["One.", "Two."], both.Answers.Select(one => one.Card.Text));
        Assert.Equal(
            ["One.", "Two.", "Reacted.", "I can't read it."],
            (await FinishAsync(both)).Outgoing.Select(outgoing => outgoing.Action switch
            {
                Answer answer => answer.Card.Text,
                ShowHome shown => shown.Card.Text,
                _ => string.Empty,
            }));
    }

    private static Work NewWork() => new(Incident.Workspace, "fake", "work", StoredIncident.Now);

    private static Task<Work> FinishAsync(Happened happened) => FinishAsync(happened, StoredIncident.By);

    private static async Task<Work> FinishAsync(Happened happened, Inbound? by, Work? given = null)
    {
        var work = given ?? NewWork();
        var routes = new RouteTable().Of("Test");
        routes.On((Reacting _, Noted _, FactCall call, CancellationToken _) => Reacting.Handle(call));
        routes.On((Failing _, Lost _, FactCall _, CancellationToken _) => Happened.Refused("I can't read it."));
        await using var services = new ServiceCollection().AddSingleton<Reacting>().AddSingleton<Failing>().BuildServiceProvider();

        // No record changes here, so no incident is read.
        await new Reactions(routes, services, incidents: null!).FinishAsync(new Outcome(happened), by, work, default);
        return work;
    }

    private sealed record Noted : Fact;

    private sealed record Lost : Fact;

    private sealed class Reacting
    {
        public static Happened Handle(FactCall call)
        {
            call.Work.Send(new Outgoing("reacted", new ShowHome(SampleRecord.Ada.Id, Card.Of("Reacted."))));
            return Happened.Nothing;
        }
    }

    private sealed class Failing;
}
