import { TokenRegister } from './token-register.tsx';

export default function InvitePage() {
  return <TokenRegister kind="invite" />;
}
