"""validateBasket: everything that speaks against a basket, by the rules that enroll goes by, without enrolling."""

from enrollment.basket_advice import BasketAdvice
from enrollment.basket_check import BasketCheck
from enrollment.task import Command
from resolvers.context import Context
from resolvers.permissions import act_for
from resolvers.submit import SubmitRequest, command_of, request_errors
from resolvers.validation import invalid


async def validate_basket(context: Context, request: SubmitRequest) -> BasketCheck:
    """What enroll and its task would say now. The idempotency key is checked, and stays free."""
    command = command_of(request)
    act_for(context, command.student_code)
    if errors := request_errors(context, request, command):
        return BasketCheck((invalid(errors),))
    return await context.services.basket_checks.check(command)


async def advise_on(context: Context, command: Command) -> BasketAdvice:
    """What would pass instead of a basket that was checked."""
    return await context.services.basket_checks.advise(command)
